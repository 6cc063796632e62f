import type { StudyInstanceUid } from '@wetread/kernel';
import type { Lane } from './lane';

/** Asks anew how a study is routed, for which an expected series was waited. */
export const STUDY_TO_ROUTE = 'study.to-route';

/** Which completion of a study is meant, and why there is one, as `study.completed` told it. */
export type CompletedStudy = {
  studyInstanceUid: StudyInstanceUid;
  completion: number;
  reason: string;
};

/** A study is to be read. One type a lane: each has a queue of its own, so that none waits behind another. */
export const studyToRead = (lane: Lane): string => `study.to-read.${lane}`;

export type StudyToRead = CompletedStudy & {
  lane: Lane;
  /** `name@version`, or `null` for the newest film reader. */
  model: string | null;
};

/** A rule says that no draft is made of a study. */
export const DRAFT_DECLINED = 'study.draft-declined';

export type DraftDeclined = CompletedStudy & {
  /** Name of the rule. */
  rule: string;
};
