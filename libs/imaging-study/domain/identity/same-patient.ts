import { type Demographics, differencesBetween, mayBeOnePerson } from './demographics';

/** Whose objects are asked for, or come. PHI. */
export interface ClaimedPatient extends Demographics {
  patientId: string | null;
  issuerOfPatientId: string | null;
}

/**
 * Whether what comes may belong to the patient who was asked for. The Patient ID is equal, and:
 * - two issuers that both sides name are equal; then another name or another birth date is a change that the number
 *   bridges, both at once are not;
 * - where a side names no issuer, the number alone says little: equal birth dates bridge another name (a marriage),
 *   different ones are another person, and without them the names must agree.
 * What a side does not tell contradicts nothing.
 */
export function maybeSamePatient(asked: ClaimedPatient, found: ClaimedPatient): boolean {
  if (asked.patientId !== found.patientId) return false;
  const differences = differencesBetween(asked, found);
  if (asked.issuerOfPatientId && found.issuerOfPatientId)
    return asked.issuerOfPatientId === found.issuerOfPatientId && mayBeOnePerson(differences);
  if (asked.birthDate && found.birthDate) return asked.birthDate === found.birthDate;
  return !differences.some(({ attribute }) => attribute === 'PatientName');
}
