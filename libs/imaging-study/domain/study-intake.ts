import type { StudyInstanceUid } from '@wetread/kernel';
import type { StoreSource } from './store-outcome';

/** How studies came in, for the rooms above that decide by it. */
export abstract class StudyIntake {
  /** Every door and peer through which instances of the study were stored, the first one first. */
  abstract sourcesOf(studyInstanceUid: StudyInstanceUid): Promise<StoreSource[]>;
  /** The latest studies by when their first instance came, newest first. */
  abstract latest(limit: number): Promise<StudyInstanceUid[]>;
}
