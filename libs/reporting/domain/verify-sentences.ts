import { findingLabel, isCriticalFinding, locationLabel } from '@wetread/terminology';
import { agrees } from './edit-sentences';
import { comparisonWords, labelText, type FindingMention } from '@wetread/labeller';
import type { DecidedFinding, ReportSentence, SentenceFlag } from './report-content';

export interface FilmFindings {
  readonly findings: readonly DecidedFinding[];
  /** Whether an earlier film of the patient was read beside this one. */
  readonly hasPrior: boolean;
}

interface ReadSentence {
  readonly sentence: ReportSentence;
  readonly mentions: readonly FindingMention[];
}

/**
 * Reads every sentence as a stranger would and holds it against the findings decided and against the other
 * sentences. Flags are advice: a radiologist who sees more than the model signs over them.
 */
export function verifySentences(sentences: readonly ReportSentence[], film: FilmFindings): ReportSentence[] {
  const read = sentences.map((sentence) => ({ sentence, mentions: labelText(sentence.text) }));
  const decided = new Map(film.findings.map((finding) => [finding.code, finding]));
  const omitted = omittedFindings(read, film.findings);
  const bearer = bearerOfOmissions(sentences);
  return read.map((one, at) => ({
    ...one.sentence,
    flags: distinct([
      ...againstDecisions(one, read, decided),
      ...againstOwnClaim(one, film.findings),
      ...againstEarlier(one, read.slice(0, at)),
      ...comparisons(one, film.hasPrior),
      ...(one.sentence.id === bearer ? omitted : []),
    ]),
  }));
}

function againstDecisions(
  { sentence, mentions }: ReadSentence,
  all: readonly ReadSentence[],
  decided: ReadonlyMap<string, DecidedFinding>,
): SentenceFlag[] {
  return mentions.flatMap((mention): SentenceFlag[] => {
    const decision = decided.get(mention.finding);
    const label = findingLabel(mention.finding);
    if (!decision)
      return sentence.author === 'person' || mention.polarity === 'absent'
        ? []
        : [{ code: 'unsupported', message: `${label} was not looked for by the model` }];
    if (mention.polarity === 'absent') return denial(mention, decision, all);
    if (!decision.present)
      return [
        { code: 'unsupported', message: `${label} is stated; the model found none (${percent(decision)})` },
      ];
    return sideConflict(mention, decision.location.side, label);
  });
}

function denial(
  mention: FindingMention,
  decision: DecidedFinding,
  all: readonly ReadSentence[],
): SentenceFlag[] {
  if (!decision.present) return [];
  const otherSide =
    isOneSide(mention.location.side) &&
    isOneSide(decision.location.side) &&
    mention.location.side !== decision.location.side;
  const statedElsewhere = all.some(({ mentions }) =>
    mentions.some(({ finding, polarity }) => finding === mention.finding && polarity !== 'absent'),
  );
  // "Clear lungs" beside a named opacity is how people write; alone it denies what was found.
  if (otherSide || (mention.implied && statedElsewhere)) return [];
  const label = findingLabel(mention.finding);
  return [
    { code: 'contradiction', message: `${label} is denied; the model found it (${percent(decision)})` },
  ];
}

function againstOwnClaim(
  { sentence, mentions }: ReadSentence,
  findings: readonly DecidedFinding[],
): SentenceFlag[] {
  if (sentence.finding === 'NoFinding' || sentence.finding === null)
    return againstNormality(sentence.text, findings);
  const label = findingLabel(sentence.finding);
  const own = mentions.filter(({ finding }) => finding === sentence.finding);
  const claim = own[0];
  if (!claim) return [{ code: 'unsupported', message: `does not speak of ${label}, which it stands for` }];
  if (
    sentence.polarity !== null &&
    !own.some(({ polarity }) => agrees(polarity, sentence.polarity ?? polarity))
  )
    return [
      {
        code: 'contradiction',
        message: `says the opposite of what it stands for: ${label} ${sentence.polarity}`,
      },
    ];
  return claim.polarity === 'absent' ? [] : sideConflict(claim, sentence.location?.side ?? 'none', label);
}

const NORMAL_STUDY =
  /\b(?:normal (?:chest|study|examination|film|radiograph)|no (?:abnormalit(?:y|ies)|abnormal findings?)|unremarkable (?:chest|study|examination|film)|no (?:radiographic )?abnormality)\b/i;
const NOTHING_ACUTE =
  /\bno (?:evidence of )?(?:acute|active) (?:cardiopulmonary|cardiothoracic|pulmonary|intrathoracic|chest|lung|disease|abnormalit|finding|process)/i;
const acute = new Set(['Pneumothorax', 'Effusion', 'Edema', 'Pneumonia', 'Consolidation']);

function againstNormality(text: string, findings: readonly DecidedFinding[]): SentenceFlag[] {
  const present = findings.filter((finding) => finding.present);
  const denied = NORMAL_STUDY.test(text)
    ? present
    : NOTHING_ACUTE.test(text)
      ? present.filter(({ code }) => acute.has(code))
      : [];
  if (denied.length === 0) return [];
  const names = denied.map(({ code }) => findingLabel(code)).join(', ');
  return [{ code: 'contradiction', message: `calls the film normal; the model found ${names}` }];
}

/** The later of two sentences that cannot both be true is flagged. */
function againstEarlier({ mentions }: ReadSentence, earlier: readonly ReadSentence[]): SentenceFlag[] {
  return mentions.flatMap((mention) => {
    if (mention.implied) return [];
    const opposite = earlier.some(({ mentions: before }) =>
      before.some(
        (other) =>
          other.finding === mention.finding &&
          !other.implied &&
          !agrees(other.polarity, mention.polarity) &&
          (other.location.side === mention.location.side ||
            !isOneSide(other.location.side) ||
            !isOneSide(mention.location.side)),
      ),
    );
    const label = findingLabel(mention.finding);
    return opposite
      ? [{ code: 'contradiction' as const, message: `${label}: an earlier sentence says the opposite` }]
      : [];
  });
}

function comparisons({ sentence }: ReadSentence, hasPrior: boolean): SentenceFlag[] {
  if (hasPrior) return [];
  const word = sentence.text.toLowerCase().match(comparisonWords)?.[0];
  return word === undefined
    ? []
    : [{ code: 'false-comparison', message: `"${word.trim()}" compares, but no earlier film was read` }];
}

function omittedFindings(read: readonly ReadSentence[], findings: readonly DecidedFinding[]): SentenceFlag[] {
  const stated = new Set(
    read.flatMap(({ mentions }) =>
      mentions.flatMap(({ finding, polarity }) => (polarity === 'absent' ? [] : [finding as string])),
    ),
  );
  return findings
    .filter(({ code, present }) => present && !stated.has(code))
    .sort((a, b) => Number(isCriticalFinding(b.code)) - Number(isCriticalFinding(a.code)))
    .map((finding) => ({
      code: 'omitted',
      message: `${findingLabel(finding.code)} (${percent(finding)}) was found by the model and is not stated`,
    }));
}

/** Omissions are told at the last sentence of the impression, else at the last sentence. */
const bearerOfOmissions = (sentences: readonly ReportSentence[]): string | undefined =>
  (sentences.findLast(({ section }) => section === 'impression') ?? sentences.at(-1))?.id;

function sideConflict(mention: FindingMention, side: string, label: string): SentenceFlag[] {
  const said = mention.location.side;
  // One side of a bilateral finding is incomplete, not wrong.
  if (said === 'none' || side === 'none' || said === side || side === 'bilateral') return [];
  const found = locationLabel({ side: side as 'left', zone: 'none' });
  return [{ code: 'wrong-side', message: `${label} is placed ${said}; the model found it ${found}` }];
}

const isOneSide = (side: string): boolean => side === 'left' || side === 'right';
const percent = ({ probability }: DecidedFinding): string => `${Math.round(probability * 100)} %`;
const distinct = (flags: readonly SentenceFlag[]): SentenceFlag[] => [
  ...new Map(flags.map((flag) => [`${flag.code} ${flag.message}`, flag])).values(),
];
