import { comparisonWords, type FindingMention, labelText } from '@wetread/labeller';
import { deniesTheLungs } from './plan-statements';
import type { Statement } from './reading';

/**
 * Whether a reader who sees the sentence alone takes from it what was to be said, and nothing more: the same finding,
 * polarity, side, zone, size and certainty, a comparison only where there is one, no number. The reader is the rule labeller,
 * which has no part in how the sentence was made.
 */
export function readsAsAsked(text: string, statement: Statement): boolean {
  const compares = text.toLowerCase().search(comparisonWords) >= 0;
  if (/\d/.test(text) || compares !== (statement.change !== 'none')) return false;
  const mentions = labelText(text);
  if (statement.finding === 'NoFinding') return deniesEverything(text, mentions);
  if (sizeIn(text) !== statement.size) return false;
  return statement.polarity === 'absent'
    ? deniesAsAsked(mentions, statement)
    : statesAsAsked(text, mentions, statement);
}

function statesAsAsked(
  text: string,
  mentions: readonly FindingMention[],
  { finding, location, band }: Statement,
): boolean {
  const certainty = band === 'none' ? 'definite' : band;
  const isCertain = certainty === 'definite';
  return (
    mentions.length > 0 &&
    certaintyIn(text) === certainty &&
    mentions.every(
      (mention) =>
        mention.finding === finding &&
        mention.polarity !== 'absent' &&
        (mention.polarity === 'present') === isCertain &&
        mention.location.side === location.side &&
        mention.location.zone === location.zone,
    )
  );
}

function deniesAsAsked(mentions: readonly FindingMention[], statement: Statement): boolean {
  const asked = new Set<string>([statement.finding, ...statement.alsoAbsent.map(({ finding }) => finding)]);
  const denied = new Set<string>(mentions.map(({ finding }) => finding));
  return (
    mentions.every(
      ({ polarity, location, implied }) =>
        polarity === 'absent' && location.side === 'none' && implied === deniesTheLungs(statement),
    ) &&
    denied.size === asked.size &&
    [...asked].every((finding) => denied.has(finding))
  );
}

const DENIES = /\b(?:no|not|without|negative|normal|unremarkable)\b/i;
const deniesEverything = (text: string, mentions: readonly FindingMention[]): boolean =>
  DENIES.test(text) && mentions.every(({ polarity }) => polarity === 'absent');

const certainties = {
  possible:
    /\b(?:may|might|could|possibl[ey]|questionable|(?:cannot|not) be excluded|borderline|upper limits? of)\b/i,
  likely: /\b(?:likely|probabl[ey]|suggest(?:s|ed|ing|ive)?|consistent|compatible|concerning|suspicious)\b/i,
} as const;

/** `mixed` when a sentence is of two minds, which is never asked. */
function certaintyIn(text: string): Statement['band'] | 'mixed' {
  const [first, second] = (['possible', 'likely'] as const).filter((band) => certainties[band].test(text));
  return second ? 'mixed' : (first ?? 'definite');
}

const sizes = {
  small: /\b(?:small|tiny|trace|mild(?:ly)?|minor|minimal(?:ly)?|slight(?:ly)?)\b/i,
  moderate: /\bmoderate(?:ly)?(?:-sized)?\b/i,
  large: /\b(?:large|extensive|marked(?:ly)?|severe(?:ly)?|massive)\b/i,
} as const;

/** `mixed` when a sentence tells two sizes, which is never asked. */
function sizeIn(text: string): Statement['size'] | 'mixed' {
  const [first, second] = (['small', 'moderate', 'large'] as const).filter((size) => sizes[size].test(text));
  return second ? 'mixed' : (first ?? 'none');
}
