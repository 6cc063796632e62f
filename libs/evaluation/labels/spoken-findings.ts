import { type FindingMention, summarise } from '@wetread/labeller';
import { nihFindingCodes } from '@wetread/terminology';

/** What texts are compared by: the labels, devices, and lungs called clear as a whole. */
export const spokenCodes = [...nihFindingCodes, 'SupportDevice', 'clear'] as const;
export type SpokenCode = (typeof spokenCodes)[number];

type Spoken = Pick<FindingMention, 'polarity' | 'location'>;

/**
 * One entry for each finding that a text names. "The lungs are clear" counts once, as `clear`, not as the seven
 * findings that it denies: else one kind of sentence would decide every figure.
 */
export function spokenFindings(mentions: readonly FindingMention[]): ReadonlyMap<SpokenCode, Spoken> {
  const spoken = new Map<SpokenCode, Spoken>(summarise(mentions.filter(({ implied }) => !implied)));
  const clear = mentions.find(({ implied }) => implied);
  if (clear) spoken.set('clear', clear);
  return spoken;
}
