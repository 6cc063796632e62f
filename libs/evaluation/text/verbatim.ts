import { type Rate, rateOf } from '../measures/wilson';
import { sentencesOf } from './claims';
import { tokeniseReport } from './tokenise-report';

/** Shorter sentences are said alike by everybody. */
const LEAST_WORDS = 6;

/** How much of what is written stands in a training report word by word; no sentence is told. */
export interface Verbatim {
  readonly leastWords: number;
  /** Of all sentences that are long enough. */
  readonly sentences: Rate;
  /** Of the different ones among them. */
  readonly distinct: Rate;
}

export function countVerbatim(
  texts: readonly string[],
  training: readonly { readonly findings: string; readonly impression: string }[],
): Verbatim {
  const known = new Set(
    training.flatMap(({ findings, impression }) => [...wordings(findings), ...wordings(impression)]),
  );
  const written = texts.flatMap(wordings).filter((sentence) => sentence.split(' ').length >= LEAST_WORDS);
  const distinct = [...new Set(written)];
  const copies = (sentences: readonly string[]): number =>
    sentences.filter((sentence) => known.has(sentence)).length;
  return {
    leastWords: LEAST_WORDS,
    sentences: rateOf(copies(written), written.length),
    distinct: rateOf(copies(distinct), distinct.length),
  };
}

/** Sentences as words alone, so that neither capitals nor points hide a copy. */
const wordings = (text: string): string[] =>
  sentencesOf(text).map((sentence) =>
    tokeniseReport(sentence)
      .filter((word) => word !== '.')
      .join(' '),
  );
