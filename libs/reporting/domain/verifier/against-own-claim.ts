import { findingLabel } from '@wetread/terminology';
import type { DecidedFinding, ReportSentence, SentenceFlag } from '../report-content';
import { type Decisions, placeConflict } from './against-decisions';
import { agrees } from './polarity';
import { flag, percent, type ReadSentence } from './read-sentence';

/** The sentence held against what it was written for. */
export function againstOwnClaim(one: ReadSentence, decisions: Decisions): SentenceFlag[] {
  const { sentence } = one;
  if (sentence.finding === null || sentence.finding === 'NoFinding') return [];
  return [
    ...againstMainClaim(one, sentence.finding, decisions),
    ...(sentence.alsoAbsent ?? []).flatMap(({ finding }) => againstClaim(one, finding, 'absent')),
  ];
}

function againstMainClaim(one: ReadSentence, finding: string, decisions: Decisions): SentenceFlag[] {
  const { sentence, mentions, byModel } = one;
  const { polarity, location } = sentence;
  const wrong = polarity === null ? [] : againstClaim(one, finding, polarity);
  if (wrong.length > 0) return wrong;
  const claim = mentions.find((mention) => mention.finding === finding);
  if (!claim || claim.polarity === 'absent') return [];
  if (
    byModel &&
    DENIES.test(withoutHedges(sentence.text)) &&
    !mentions.some((one) => one.polarity === 'absent')
  )
    return [
      flag('contradiction', `holds a denial, and stands for ${findingLabel(finding)}, which was found`),
    ];
  return [
    ...(location ? placeConflict(claim, location) : []),
    ...(byModel ? overstated(one, decisions.get(finding)) : []),
  ];
}

function againstClaim(
  { mentions, byModel }: ReadSentence,
  finding: string,
  polarity: NonNullable<ReportSentence['polarity']>,
): SentenceFlag[] {
  const label = findingLabel(finding);
  const own = mentions.filter((mention) => mention.finding === finding);
  if (own.length === 0) return [flag('unsupported', `does not speak of ${label}, which it stands for`)];
  const fits = (mention: (typeof own)[number]): boolean => agrees(mention.polarity, polarity);
  if (byModel ? own.every(fits) : own.some(fits)) return [];
  return [flag('contradiction', `says the opposite of what it stands for: ${label} ${polarity}`)];
}

const DENIES =
  /\b(?:no|not|nor|neither|without|none|nothing|never|absent|absence|excluded?|rul(?:ed|es|ing) out|free (?:of|from)|clear of|negative|lack(?:s|ing)?|cannot|denied|den(?:y|ies)|normal|unremarkable)\b/i;
/** "Cannot be excluded" leaves open and denies nothing. */
const withoutHedges = (text: string): string =>
  text.replaceAll(
    /\b(?:cannot|can not|could not|not|difficult to|impossible to|without) (?:entirely |completely |fully |definitely |reliably |be )*(?:exclud\w*|rul(?:e|ed|ing) out)|\bnot (?:only|certain|definite|entirely clear)\b|\bno doubt\b|\b(?:upper|top|high)[- ](?:limits? of )?normal\b|\blimits? of normal\b/gi,
    '',
  );

/** A finding that is only possible, told without a word of doubt. */
function overstated(
  { mentions, sentence }: ReadSentence,
  decision: DecidedFinding | undefined,
): SentenceFlag[] {
  if (decision?.band !== 'possible' || HEDGES.test(sentence.text)) return [];
  const own = mentions.filter(({ finding }) => finding === decision.code);
  if (own.some(({ polarity }) => polarity !== 'present')) return [];
  const label = findingLabel(decision.code);
  return [
    flag(
      'overstated',
      `${label} is told as certain; the model holds it only possible (${percent(decision)})`,
    ),
  ];
}
const HEDGES =
  /\b(?:possibl[ey]|possibility|may|might|could|cannot|question(?:able|ed)?|equivocal|perhaps|suspect(?:ed)?|suspicio\w+|concern\w*|likely|probabl[ey]|suggest\w*|uncertain|conceivabl[ey]|consider|doubtful|subtle|vague|borderline|compatible|consistent|\?)/i;
