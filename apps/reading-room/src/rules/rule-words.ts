import type { DryRunAnswer, RoutingLane, RuleOutcome } from '@wetread/contracts';
import { counted } from '../wording/words';

export const LANE_WORDS: Record<RoutingLane, string> = {
  urgent: 'Urgent',
  routine: 'Routine',
  'off-peak': 'Off-peak',
};

/** What becomes of a study, in short parts; what is as without any rule is left out. */
export function outcomeParts({ draft, model, lane, destinations, expectedSeries }: RuleOutcome): string[] {
  return [
    ...(draft ? [] : ['No draft']),
    ...(draft && lane !== 'routine' ? [`${LANE_WORDS[lane]} lane`] : []),
    ...(draft && model ? [`Read by ${model}`] : []),
    ...(destinations ? [destinationWords(destinations)] : []),
    ...(expectedSeries ? [`Waits for ${expectedWords(expectedSeries)}`] : []),
  ];
}

/** The same in a line; never empty. */
export const outcomeWords = (outcome: RuleOutcome): string =>
  outcomeParts(outcome)
    .map((part, index) => (index === 0 ? part : part.charAt(0).toLowerCase() + part.slice(1)))
    .join(', ') || 'Drafted, routine lane, to all destinations';

export const destinationWords = (destinations: readonly string[] | null): string => {
  if (destinations === null) return 'To all destinations';
  return destinations.length === 0 ? 'To no destination' : `To ${destinations.join(', ')}`;
};

export function expectedWords(expected: NonNullable<RuleOutcome['expectedSeries']>): string {
  const { count, modalities, descriptions, withinMinutes } = expected;
  const parts = [
    ...(count ? [`${count} series`] : []),
    ...modalities.map((modality) => `a series of ${modality}`),
    ...descriptions.map((description) => `a series like “${description}”`),
  ];
  return `${parts.join(', ') || 'nothing yet'}, at most ${counted(withinMinutes, 'minute')}`;
}

const BUILT_IN: Record<string, string> = {
  default: 'Every other study',
  prior: 'Fetched for comparison',
};

/** A rule's name as it is shown; the built-in ones say what they are for. */
export const ruleName = (name: string): string => BUILT_IN[name] ?? name;

const DECIDED: Record<string, string> = {
  default: 'No rule decides',
  prior: 'Fetched for comparison: no rule is asked',
};

/** Which rule decides, in a few words. */
export const decidedWords = (rule: string): string => DECIDED[rule] ?? `${rule} decides`;

export const VERDICT_WORDS: Record<DryRunAnswer['verdicts'][number]['verdict'], string> = {
  decides: 'Decides',
  'does-not-match': 'Does not match',
  'passed-over': 'Not asked',
};
