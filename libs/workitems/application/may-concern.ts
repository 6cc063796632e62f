import { maybeSamePatient, type StoredPatient } from '@wetread/imaging-study';
import { namedPatient } from '../domain/named-patient';
import type { Workitem } from '../domain/workitem';

/**
 * Whether a workitem may be about a patient, by the rule for objects that were asked for. The Study Instance UID alone says
 * whom it means where the workitem names no Patient ID, as long as name and birth date do not object.
 */
export function mayConcern(workitem: Workitem, patient: StoredPatient): boolean {
  const named = namedPatient(workitem.view);
  return maybeSamePatient({ ...named, patientId: named.patientId ?? patient.patientId }, patient);
}
