import { isCriticalFinding } from '@wetread/terminology';
import type { DecidedFinding, ReportSentence, SentenceFlag } from '../report-content';
import { againstDecisions } from './against-decisions';
import { againstNormality } from './against-normality';
import { againstOwnClaim } from './against-own-claim';
import { againstChange, comparisons } from './against-prior';
import {
  againstEarlier,
  bearerOfOmissions,
  omittedFindings,
  remember,
  type SaidBefore,
} from './against-report';
import { beyondTheModel } from './beyond-the-model';
import { type FilmFindings, readSentence } from './read-sentence';

interface VerifierOptions {
  /** How far from its threshold a decision must be to be held against a person, in logits. */
  readonly margin?: number;
}

/** Chosen on NIH validation films: `wetread eval errors` prints what other margins would do. */
export const PERSON_MARGIN = 1.25;

/**
 * Reads every sentence as a stranger would and holds it against the findings decided, against what it was written for
 * and against the other sentences. Flags are advice: a radiologist who sees more than the model signs over them.
 */
export function verifySentences(
  sentences: readonly ReportSentence[],
  film: FilmFindings,
  { margin = PERSON_MARGIN }: VerifierOptions = {},
): ReportSentence[] {
  const read = sentences.map(readSentence);
  const stated = new Set<string>(
    read.flatMap(({ mentions }) =>
      mentions.flatMap(({ finding, polarity }) => (polarity === 'absent' ? [] : [finding])),
    ),
  );
  const firm = film.findings.filter((finding) => isFirm(finding, margin));
  const firmCodes = new Set(firm.map(({ code }) => code));
  const decisions = new Map(film.findings.map((finding) => [finding.code, finding]));
  const omitted = omittedFindings(read, read.every(({ byModel }) => byModel) ? film.findings : firm);
  const bearer = bearerOfOmissions(sentences);
  const said: SaidBefore = new Map();
  return read.map((one) => {
    const flags = [
      ...againstDecisions(one, stated, decisions, firmCodes),
      ...againstOwnClaim(one, decisions),
      ...againstNormality(one, one.byModel ? film.findings : firm),
      ...againstEarlier(one, said),
      ...comparisons(one, film.hasPrior),
      ...againstChange(one, film.hasPrior, decisions),
      ...beyondTheModel(one),
      ...(one.sentence.id === bearer ? omitted : []),
    ];
    remember(one, said);
    return { ...one.sentence, flags: distinct(flags) };
  });
}

/** What must be acknowledged is told whatever the margin. */
const isFirm = (finding: DecidedFinding, margin: number): boolean =>
  firmness(finding) >= margin || (finding.present && isCriticalFinding(finding.code));

/** How far the decision is from being the other one. */
const firmness = ({ probability, threshold }: DecidedFinding): number =>
  Math.abs(logit(probability) - logit(threshold));
// Away from 0 and 1, where a logit has no end.
const logit = (share: number): number => {
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, share));
  return Math.log(inside / (1 - inside));
};

const distinct = (flags: readonly SentenceFlag[]): SentenceFlag[] => [
  ...new Map(flags.map((flag) => [`${flag.code} ${flag.message}`, flag])).values(),
];
