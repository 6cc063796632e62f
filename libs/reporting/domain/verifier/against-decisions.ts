import type { FindingMention } from '@wetread/labeller';
import { findingLabel, locationLabel } from '@wetread/terminology';
import type { DecidedFinding, SentenceFlag } from '../report-content';
import { mayBeCalled } from './kindred-findings';
import { deniesOnlyAKind, flag, isOneSide, percent, type ReadSentence } from './read-sentence';

export type Decisions = ReadonlyMap<string, DecidedFinding>;
/** Findings that some sentence of the text states or leaves open. */
export type Stated = ReadonlySet<string>;

/**
 * What the sentence says of each finding, held against what was decided of it. A person is contradicted only where the
 * decision is `firm`; a place is compared wherever both see the finding.
 */
export function againstDecisions(
  one: ReadSentence,
  stated: Stated,
  decisions: Decisions,
  firm: ReadonlySet<string>,
): SentenceFlag[] {
  return one.mentions.flatMap((mention): SentenceFlag[] => {
    const decision = decisions.get(mention.finding);
    if (!decision) return unlooked(one, mention);
    if (!one.byModel && !firm.has(mention.finding))
      return decision.present && mention.polarity !== 'absent'
        ? placeConflict(mention, decision.location)
        : [];
    if (mention.polarity === 'absent') return denial(one, mention, decision, stated);
    if (!decision.present) return unsupported(one, mention, decision, decisions);
    return placeConflict(mention, decision.location);
  });
}

function unlooked({ byModel }: ReadSentence, { finding, implied }: FindingMention): SentenceFlag[] {
  if (!byModel || implied) return [];
  return [flag('unsupported', `${findingLabel(finding)} was not looked for by the model`)];
}

function unsupported(
  { byModel }: ReadSentence,
  { finding, polarity }: FindingMention,
  decision: DecidedFinding,
  decisions: Decisions,
): SentenceFlag[] {
  // A person may leave open what the model does not see, and may call its shadow by another name.
  const isJudgement =
    polarity === 'uncertain' ||
    [...decisions.values()].some(({ code, present }) => present && mayBeCalled(code, finding));
  if (!byModel && isJudgement) return [];
  const label = findingLabel(finding);
  return [flag('unsupported', `${label} is stated; the model found none (${percent(decision)})`)];
}

function denial(
  { sentence, byModel }: ReadSentence,
  mention: FindingMention,
  decision: DecidedFinding,
  stated: Stated,
): SentenceFlag[] {
  if (!decision.present) return [];
  const otherSide =
    isOneSide(mention.location.side) &&
    isOneSide(decision.location.side) &&
    mention.location.side !== decision.location.side;
  const isNamed = stated.has(mention.finding);
  const isCalledOtherwise = [...stated].some((finding) => mayBeCalled(mention.finding, finding));
  // "Clear lungs" beside a named opacity is how people write; alone it denies what was found.
  if (otherSide || (mention.implied && isNamed)) return [];
  const isLimited = isNamed && deniesOnlyAKind(sentence.text);
  if (!byModel && (isLimited || (isCalledOtherwise && !isNamed))) return [];
  const label = findingLabel(mention.finding);
  return [flag('contradiction', `${label} is denied; the model found it (${percent(decision)})`)];
}

/** Another side, or the opposite third of the lung, than the one given. */
export function placeConflict(
  { finding, location }: FindingMention,
  { side, zone }: DecidedFinding['location'],
): SentenceFlag[] {
  const label = findingLabel(finding);
  const flags: SentenceFlag[] = [];
  // One side of a bilateral finding is incomplete, not wrong.
  if (location.side !== 'none' && side !== 'none' && location.side !== side && side !== 'bilateral')
    flags.push(
      flag(
        'wrong-side',
        `${label} is placed ${location.side}; the model found it ${locationLabel({ side, zone: 'none' })}`,
      ),
    );
  // Thirds are judged by eye: only top and bottom are held apart.
  if (new Set([location.zone, zone, 'upper', 'lower']).size === 2 && location.zone !== zone)
    flags.push(
      flag(
        'wrong-zone',
        `${label} is placed in the ${location.zone} zone; the model found it in the ${zone} zone`,
      ),
    );
  return flags;
}
