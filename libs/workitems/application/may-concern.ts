import { maybeSamePatient, type StoredStudy } from '@wetread/imaging-study';
import { namedPatient } from '../domain/named-patient';
import type { Workitem } from '../domain/workitem';

/** Why nothing is drafted for a workitem whose study is another patient's; names nobody. */
export const OTHER_PATIENT =
  'workitem.patient-mismatch: the workitem names another patient than the one of its input study';

/**
 * Whether a workitem may be about the patient of a study, by the rule for objects that were asked for. The Study Instance
 * UID alone says whom it means where the workitem names no Patient ID, as long as name and birth date do not object.
 */
export function mayConcern(workitem: Workitem, { patient }: StoredStudy): boolean {
  const named = namedPatient(workitem.view);
  return maybeSamePatient({ ...named, patientId: named.patientId ?? patient.patientId }, patient);
}
