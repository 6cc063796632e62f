import type { StudyInstanceUid } from '@wetread/kernel';
import type { ClaimedPatient } from '../identity/same-patient';

/** From when to when a study is expected. */
export interface Expected {
  at: Date;
  until: Date;
}

/**
 * Studies that a peer was asked to send to our listener (C-MOVE), and whose they must be: what arrives there says
 * nothing of the request that it answers.
 */
export abstract class ExpectedStudies {
  /** While it is expected, whatever comes of the study must be the patient's. What is expected already is expected anew. */
  abstract expect(study: StudyInstanceUid, patient: ClaimedPatient, time: Expected): Promise<void>;
  /** The patient whose study is expected at this time; `null` for a study that nobody has asked for. */
  abstract patientOf(study: StudyInstanceUid, at: Date): Promise<ClaimedPatient | null>;
}
