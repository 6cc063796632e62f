import type { FindingCode } from './finding-code';
import type { FindingMention } from './label-text';
import { placeOf } from './location';

/**
 * One answer per finding: a named statement outweighs an implied one, present outweighs uncertain, uncertain
 * outweighs absent. The place is that of all statements of the same weight together: left and right make bilateral.
 */
export function summarise(mentions: readonly FindingMention[]): Map<FindingCode, FindingMention> {
  const heaviest = new Map<FindingCode, FindingMention[]>();
  for (const mention of mentions) {
    const known = heaviest.get(mention.finding);
    const difference = known ? weight(mention) - weight(known[0]!) : 1;
    if (difference > 0) heaviest.set(mention.finding, [mention]);
    else if (difference === 0) known!.push(mention);
  }
  return new Map(
    [...heaviest].map(([finding, same]) => [
      finding,
      { ...same[0]!, location: placeOf(same.map(({ location }) => location)) },
    ]),
  );
}

const weight = ({ implied, polarity }: FindingMention): number =>
  (implied ? 0 : 10) + { absent: 0, uncertain: 1, present: 2 }[polarity];
