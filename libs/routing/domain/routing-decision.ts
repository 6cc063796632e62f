import type { StudyInstanceUid } from '@wetread/kernel';
import type { Explanation } from './condition-language';
import type { RuleOutcome } from './routing-rule';

/**
 * `waiting`: an expected series has not come yet. `superseded`: the study was complete anew before that was decided.
 */
export type DecisionState = 'waiting' | 'decided' | 'superseded';

/** What the rules said of one completion of a study. */
export interface RoutingDecision {
  readonly studyInstanceUid: StudyInstanceUid;
  readonly completion: number;
  readonly state: DecisionState;
  readonly ruleSetVersion: number;
  /** Name of the rule that decided; `default` and `prior` are built in. */
  readonly rule: string;
  readonly outcome: RuleOutcome;
  /** Why the rule's condition held. */
  readonly because: Explanation;
  /** How many objects with pixels the study held. */
  readonly pictures: number;
  /** What a reader should know, e.g. that an expected series never came. */
  readonly note: string | null;
  /** Since when an expected series is waited for, over all completions. */
  readonly waitingSince: Date | null;
  readonly decidedAt: Date;
}

/** Decisions as they were made; also what the rooms above ask where a study's results go. */
export abstract class RoutingDecisions {
  abstract find(studyInstanceUid: StudyInstanceUid, completion: number): Promise<RoutingDecision | null>;
  /** Newest completion first. */
  abstract ofStudy(studyInstanceUid: StudyInstanceUid): Promise<RoutingDecision[]>;
  /** The decided one of the newest completion; `null` before any. */
  abstract latest(studyInstanceUid: StudyInstanceUid): Promise<RoutingDecision | null>;
  /** In the surrounding transaction: stores it, or moves a waiting one on. */
  abstract save(decision: RoutingDecision): Promise<void>;
  /** In the surrounding transaction: no earlier completion is waited for any longer. */
  abstract supersedeBefore(studyInstanceUid: StudyInstanceUid, completion: number): Promise<void>;
}
