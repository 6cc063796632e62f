import type { StudyInstanceUid } from '@wetread/kernel';

/** A study that was asked for because it may be compared with another. */
export interface PriorStudy {
  readonly studyInstanceUid: StudyInstanceUid;
  readonly forStudyInstanceUid: StudyInstanceUid;
  /** Name of the source that was asked. */
  readonly source: string;
  readonly askedAt: Date;
}

/** Remembers which studies were fetched, so that none of them is read or fetches priors of its own. */
export abstract class PriorStudies {
  abstract find(studyInstanceUid: StudyInstanceUid): Promise<PriorStudy | null>;
  /** Before the first instance is asked for; a study that is remembered already stays as it is. */
  abstract add(prior: PriorStudy): Promise<void>;
}
