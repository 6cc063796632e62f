import { everyMatch } from './cue-list';
import type { FindingCode } from './finding-code';
import { findingPhrases } from './finding-phrases';
import type { PhraseKind } from './phrases/finding-phrase';

export type Polarity = 'present' | 'absent' | 'uncertain';

/** The words of a sentence that name a finding; offsets into the stretch they were found in. */
export interface Head {
  readonly finding: FindingCode | 'clear-lungs';
  readonly kind: PhraseKind;
  readonly start: number;
  readonly end: number;
  /** For words that stand for a head named before: that head, and what they say of it by themselves. */
  readonly echo?: { readonly of: Head; readonly polarity: Polarity | null };
}

type Found = Omit<Head, 'finding'> & { readonly finding: Head['finding'] | null };

/** Heads of a lower-case sentence, in order; of phrases that lie inside one another the longest counts. */
export function findHeads(sentence: string): Head[] {
  const found: Found[] = [];
  for (const { finding, kind, pattern } of findingPhrases) {
    for (const match of everyMatch(pattern, sentence)) {
      const [start, end] = match.indices?.groups?.head ?? [match.index, match.index + match[0].length];
      found.push({ finding, kind, start, end });
    }
  }
  const heads = found
    .filter((head): head is Head => head.finding !== null && !found.some((other) => covers(other, head)))
    .sort((a, b) => a.start - b.start);
  return joined(
    sentence,
    heads.filter(
      (head, at) =>
        heads.findIndex((same) => same.finding === head.finding && same.start === head.start) === at,
    ),
  );
}

/** Two names of one thing side by side are one: "stimulator device". */
function joined(sentence: string, heads: readonly Head[]): Head[] {
  const one: Head[] = [];
  for (const head of heads) {
    const last = one.at(-1);
    if (
      last?.finding === head.finding &&
      sentence.slice(last.end, head.start) === ' ' &&
      last.kind === head.kind
    )
      one[one.length - 1] = { ...last, end: head.end };
    else one.push(head);
  }
  return one;
}

/** A longer phrase, or a hiding one of the same length. */
const covers = (a: Found, b: Found): boolean =>
  a.start <= b.start &&
  a.end >= b.end &&
  (a.end - a.start > b.end - b.start || (a.finding === null && b.finding !== null));
