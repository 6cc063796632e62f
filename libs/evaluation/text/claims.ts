import { type FindingMention, labelText } from '@wetread/labeller';
import type { FindingSize, Side, Zone } from '@wetread/terminology';

/** A finding as a report claims it. */
export interface Claim {
  readonly finding: FindingMention['finding'];
  readonly polarity: FindingMention['polarity'];
  readonly side: Side;
  readonly zone: Zone;
  readonly size: FindingSize;
  /** Denied only in general ("the lungs are clear"). */
  readonly implied: boolean;
}

/** The claims of one sentence, in its order; sentences that claim nothing that the vocabulary knows are left out. */
export type SentenceClaims = readonly Claim[];

/** Sentences of a text: what ends in a full stop, a question mark or an exclamation mark. */
export const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.?!])\s+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

export const claimsOf = (text: string): SentenceClaims[] =>
  sentencesOf(text)
    .map((sentence) => labelText(sentence).map((mention) => claimOf(mention, sentence)))
    .filter((claims) => claims.length > 0);

const claimOf = ({ finding, polarity, location, implied }: FindingMention, sentence: string): Claim => ({
  finding,
  polarity,
  ...location,
  size: polarity === 'absent' ? 'none' : sizeSaid(sentence),
  implied,
});

const SIZES: readonly (readonly [FindingSize, RegExp])[] = [
  ['small', /\b(?:small|tiny|trace|minimal|minor)\b/i],
  ['moderate', /\bmoderate(?:ly|-sized)?\b/i],
  ['large', /\b(?:large|massive|extensive)\b/i],
];

/** The size that a sentence names first, which its finding is taken to have. */
export const sizeSaid = (sentence: string): FindingSize =>
  SIZES.map(([size, words]) => ({ size, at: sentence.search(words) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0]?.size ?? 'none';

/**
 * What two texts are compared by: which findings each calls present (or possible) and which absent; a general denial
 * is one claim.
 */
export function claimKeys(claims: readonly SentenceClaims[]): Set<string> {
  const all = claims.flat();
  const present = new Set(all.filter(({ polarity }) => polarity !== 'absent').map(({ finding }) => finding));
  return new Set(
    all.map(({ finding, implied }) => {
      if (implied) return 'clear lungs';
      return `${finding} ${present.has(finding) ? 'present' : 'absent'}`;
    }),
  );
}
