import type { Hl7Message } from '@wetread/hl7';
import type { PatientIdentity } from '@wetread/imaging-study';
import { wrong } from './message-refused';
import { identitiesIn, type ToldPatient, toldPatient } from './told-patient';

/** One PID with the MRG that follows it. */
export interface ToldMerge {
  survivor: ToldPatient;
  retired: PatientIdentity[];
}

/**
 * The merges of ADT^A40, A18 or A34, whose patient group may repeat. Each retired identifier gets the survivor's
 * identifier of the same issuer, else its first one.
 * @throws MessageRefused
 */
export function toldMerges(message: Hl7Message, defaultIssuer: string | null): ToldMerge[] {
  const merges: ToldMerge[] = [];
  let patients = 0;
  let survivor: ToldPatient | null = null;
  for (const segment of message.segments) {
    if (segment.name === 'PID') {
      patients += 1;
      survivor = toldPatient(segment, defaultIssuer, patients);
    }
    if (segment.name !== 'MRG') continue;
    if (!survivor) throw wrong('segmentSequence', 'MRG', 'MRG comes before its PID');
    const retired = identitiesIn(segment, 1, defaultIssuer);
    if (retired.length === 0) {
      throw wrong('requiredFieldMissing', 'MRG-1.1', 'MRG-1 holds no medical record number');
    }
    merges.push({ survivor, retired });
    survivor = null;
  }
  if (merges.length === 0) throw wrong('segmentSequence', 'MRG', 'a merge needs PID and MRG');
  return merges;
}

/** Which of the survivor's identifiers takes the place of a retired one. */
export const successorOf = (retired: PatientIdentity, { identities }: ToldPatient): PatientIdentity =>
  identities.find(({ issuer }) => issuer === retired.issuer) ?? identities[0];
