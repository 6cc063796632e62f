import { labelText, type FindingMention } from '@wetread/labeller';
import type { DecidedFinding, ReportSentence, SentenceFlag } from '../report-content';

/** What a text is held against. */
export interface FilmFindings {
  readonly findings: readonly DecidedFinding[];
  /** Whether an earlier film of the patient was read beside this one. */
  readonly hasPrior: boolean;
}

/** A sentence as a stranger reads it. */
export interface ReadSentence {
  readonly sentence: ReportSentence;
  readonly mentions: readonly FindingMention[];
  /**
   * Written by the model, which knows nothing but its decisions: whatever goes beyond them is wrong. A person sees the
   * patient, other films and more than 14 findings, and is only told what cannot both be true.
   */
  readonly byModel: boolean;
}

// "A nodule, not seen on the prior film" denies nothing of this film.
const OF_THE_PRIOR =
  /,?\s*\b(?:which (?:was|were) )?(?:not|nor) (?:definitely |clearly |well )?(?:seen|present|visuali[sz]ed|visible|noted|identified|there|appreciated|evident) (?:on|in|at) (?:the |any |an )?(?:prior|previous|earlier|old|last|comparison)s?\b[^.;,]*/gi;

export const readSentence = (sentence: ReportSentence): ReadSentence => ({
  sentence,
  mentions: labelText(sentence.text.replaceAll(OF_THE_PRIOR, '')),
  byModel: sentence.author === 'model',
});

/** "No large effusion", "otherwise no", "no acute infiltrate" deny a kind of the finding, not the finding. */
export const deniesOnlyAKind = (text: string): boolean => LIMITED.test(text);
const LIMITED =
  /\b(?:otherwise|other|further|additional|new|acute|active|large|larger|sizeable|sizable|significant|substantial|remainder|remaining|rest of|elsewhere|residual)\b/i;

export const flag = (code: SentenceFlag['code'], message: string): SentenceFlag => ({ code, message });

export const isOneSide = (side: string): boolean => side === 'left' || side === 'right';

export const percent = ({ probability }: Pick<DecidedFinding, 'probability'>): string =>
  `${Math.round(probability * 100)} %`;
