import type { StudyToRead } from '../routing-events';

/** The patient's relevant priors of a study are to be fetched; its reading waits, but not for long. */
export const PRIORS_WANTED = 'study.priors-wanted';

export type PriorsWanted = StudyToRead & {
  /** Milliseconds since 1970: no reading before it, however soon the priors are there. */
  readAt: number;
  /** Milliseconds since 1970: then the study is read, with or without its priors. */
  readBy: number;
};
