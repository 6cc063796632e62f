import type { Split } from '../data/nih-films';

/** A question of a public set about one of its pictures. */
export interface SetQuestion {
  /** Of the picture, relative to the data folder. */
  readonly image: string;
  readonly question: string;
  /** In its normal spelling. */
  readonly answer: string;
  /** Whether a yes, a no or one of two things is asked for, as the set says. */
  readonly closed: boolean;
  /** Of the set's own kinds. */
  readonly kind: string;
}

/** A set of questions: those that are measured, and those whose answers anybody may know. */
export interface QuestionSet {
  readonly name: 'VQA-RAD' | 'SLAKE' | 'VQA-Med 2019';
  readonly measured: readonly SetQuestion[];
  readonly training: readonly SetQuestion[];
}

/** A question with the part of its set that it belongs to. */
export interface PlacedQuestion extends SetQuestion {
  readonly split: Split | 'train';
}

export const setOf = (
  name: QuestionSet['name'],
  questions: readonly PlacedQuestion[],
  split: Split,
): QuestionSet => ({
  name,
  measured: questions.filter((question) => question.split === split),
  training: questions.filter((question) => question.split === 'train'),
});
