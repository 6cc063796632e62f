import { type Figure, figureOf, type Resamples } from '../measures/bootstrap';
import { type Rate, rateOf } from '../measures/wilson';
import type { ClaimedText } from './baseline-texts';
import { claimKeys, claimsOf } from './claims';

/** Whether the texts say what they were asked to say, read back by the rule labeller. */
export interface SaidClaims {
  /** Over findings with their polarity, all reports together. */
  readonly microF1: Figure;
  /** Findings that are present and have a side: told with the same one. */
  readonly sides: Rate;
}

export function measureSaid(
  asked: readonly ClaimedText[],
  texts: readonly string[],
  resamples: Resamples,
): SaidClaims {
  const read = texts.map(claimsOf);
  const counts = asked.map(({ claims }, row) => {
    const [wanted, told] = [claimKeys(claims), claimKeys(read[row]!)];
    return {
      hits: [...wanted].filter((key) => told.has(key)).length,
      told: wanted.size + told.size,
    };
  });
  const sided = asked.flatMap(({ claims }, row) =>
    claims
      .flat()
      .filter(({ polarity, side }) => polarity === 'present' && side !== 'none')
      .map(({ finding, side }) =>
        read[row]!.flat().some((said) => said.finding === finding && said.side === side),
      ),
  );
  return {
    microF1: figureOf((weights) => {
      let [hits, told] = [0, 0];
      for (const [row, count] of counts.entries()) {
        hits += weights[row]! * count.hits;
        told += weights[row]! * count.told;
      }
      return told === 0 ? Number.NaN : (2 * hits) / told;
    }, resamples),
    sides: rateOf(sided.filter(Boolean).length, sided.length),
  };
}
