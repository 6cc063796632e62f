import type { FindingCode } from '../finding-code';

/**
 * How a phrase speaks of its finding: it names it (`abnormal`), it denies it by calling the organ normal
 * (`normal`), or it is a sign that leaves it open (`sign`: a blunted angle, a borderline heart).
 */
export type PhraseKind = 'abnormal' | 'normal' | 'sign';

/**
 * `pattern` runs on lower-case text. A named group `head` marks the word that cues are measured from;
 * without it the whole match is the head. A phrase without a finding only hides its words from the others.
 * Every repetition is bounded or steps over distinct words, so that no text makes a pattern slow.
 */
export interface FindingPhrase {
  readonly finding: FindingCode | 'clear-lungs' | null;
  readonly kind: PhraseKind;
  readonly pattern: RegExp;
}

const phrases =
  (kind: PhraseKind) =>
  (finding: FindingPhrase['finding'], ...sources: string[]): FindingPhrase[] =>
    sources.map((source) => ({ finding, kind, pattern: new RegExp(`\\b(?:${source})`, 'dg') }));

export const abnormal = phrases('abnormal');
export const normal = phrases('normal');
export const sign = phrases('sign');
export const hidden = (...sources: string[]): FindingPhrase[] => abnormal(null, ...sources);

/** Words of a noun's place that may stand between a phrase's parts: "mass *in the left* breast". */
export const PLACE = '(?:(?:the|left|right|both|upper|lower|anterior|posterior|lateral|medial) ){0,3}';
