import type { StudyInstanceUid } from '@wetread/kernel';
import type { DemographicDifference } from './demographics';

/**
 * `demographics-differ`: an instance says something else than its study; the study keeps what it has.
 * `demographics-updated`: an HL7 message replaced what the study said. `update-withheld`: it did not, because name and
 * birth date both differ and nobody told whose the Patient ID is. `patient-merged`: the study came from an identity
 * that has been retired.
 */
export type IdentityNoteKind =
  'demographics-differ' | 'demographics-updated' | 'update-withheld' | 'patient-merged';

/** Who told it: a door of ours, or an HL7 sender. */
export interface IdentitySource {
  kind: string;
  peer: string;
}

/** Something that a reader of the study must know about whose it is. PHI. */
export interface IdentityNote {
  kind: IdentityNoteKind;
  studyInstanceUid: StudyInstanceUid;
  differences: DemographicDifference[];
  source: IdentitySource;
}

export interface RecordedIdentityNote extends IdentityNote {
  firstAt: Date;
  lastAt: Date;
  times: number;
}

export abstract class IdentityNotes {
  /** Keeps the note in the surrounding transaction; `false` when it was there and has only been counted. */
  abstract add(note: IdentityNote, at: Date): Promise<boolean>;
  /** Oldest first. */
  abstract of(studyInstanceUid: StudyInstanceUid): Promise<RecordedIdentityNote[]>;
}
