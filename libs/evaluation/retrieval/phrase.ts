import type { NihFindingCode } from '@wetread/terminology';

export const phraseCategories = ['synonym', 'lay', 'side', 'severity', 'combination', 'negation'] as const;
type PhraseCategory = (typeof phraseCategories)[number];

/** Findings of which any one will do: NIH's labels overlap (a shadow is an infiltrate, a consolidation, a pneumonia). */
export type AnyOf = readonly NihFindingCode[];

/** What somebody might type who looks for films, and what a film must show to answer it. */
export interface Phrase {
  readonly text: string;
  readonly category: PhraseCategory;
  /** Every group is meant; an empty list with `absent: 'all'` means a film without findings. */
  readonly present: readonly AnyOf[];
  /** None of these may be labelled. */
  readonly absent: readonly NihFindingCode[] | 'all';
  /** Of the first group. */
  readonly side?: 'left' | 'right' | 'bilateral';
  /** Of the first group. */
  readonly size?: 'small' | 'large';
}
