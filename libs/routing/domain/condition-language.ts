import type { StudyAttributes } from './study-attributes';

/** Why a text is no condition. */
export interface ConditionFault {
  /** Offset of the first wrong character, from 0. */
  readonly position: number;
  readonly message: string;
}

/** `unknown`: an attribute that the condition looks at is not known of this study. */
export type ConditionTruth = 'true' | 'false' | 'unknown';

/** One comparison of a condition, with what it looked at. */
export interface ConditionPart {
  readonly expression: string;
  readonly truth: ConditionTruth;
  readonly values: readonly { readonly attribute: string; readonly value: string }[];
}

/** Whether a condition held, and how each of its comparisons came out. */
export interface Explanation {
  readonly truth: ConditionTruth;
  readonly parts: readonly ConditionPart[];
}

/** The language of conditions: bounded in length, depth and cost, without side effects. */
export abstract class ConditionLanguage {
  /** `null` when the text is a condition. */
  abstract fault(condition: string): ConditionFault | null;
  /** @param condition one without {@link fault} */
  abstract evaluate(condition: string, study: StudyAttributes): ConditionTruth;
  /** @param condition one without {@link fault} */
  abstract explain(condition: string, study: StudyAttributes): Explanation;
}
