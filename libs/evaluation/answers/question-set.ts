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
  /** Training knows the picture. */
  readonly knownPicture?: boolean;
  /** Training knows the picture, and the same question in a set frame. */
  readonly reworded?: boolean;
}

/** The set whose pictures training knows, by other questions. */
export const KNOWN_PICTURES = 'VQA-RAD, known pictures';

/** A set of questions: those that are measured, and those whose answers anybody may know. */
export interface QuestionSet {
  readonly name: 'VQA-RAD' | typeof KNOWN_PICTURES | 'SLAKE' | 'VQA-Med 2019';
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
  measured: questions.filter(
    (question) => question.split === split && (question.knownPicture ?? false) === (name === KNOWN_PICTURES),
  ),
  training: questions.filter((question) => question.split === 'train'),
});
