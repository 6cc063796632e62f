import type { Statistic, Weights } from './bootstrap';

/**
 * Area under the receiver operating characteristic: the chance that a positive scores above a negative, ties half
 * (Mann-Whitney; Hanley and McNeil 1982). Sorted once, then evaluated for any weights of the rows; NaN without a
 * positive and a negative of weight.
 */
export function aurocOf(labels: readonly boolean[], scores: readonly number[]): Statistic {
  const order = [...scores.keys()].sort((a, b) => scores[a]! - scores[b]!);
  return (weights) => {
    let negativesBelow = 0;
    let positives = 0;
    let wins = 0;
    for (let start = 0; start < order.length;) {
      const tie = tieFrom(order, scores, start);
      const [tiedPositives, tiedNegatives] = weigh(order, labels, weights, start, tie);
      wins += tiedPositives * (negativesBelow + tiedNegatives / 2);
      positives += tiedPositives;
      negativesBelow += tiedNegatives;
      start = tie;
    }
    return positives === 0 || negativesBelow === 0 ? Number.NaN : wins / (positives * negativesBelow);
  };
}

/** End (exclusive) of the rows that score the same as the one at `start`. */
function tieFrom(order: readonly number[], scores: readonly number[], start: number): number {
  let end = start + 1;
  while (end < order.length && scores[order[end]!] === scores[order[start]!]) end += 1;
  return end;
}

function weigh(
  order: readonly number[],
  labels: readonly boolean[],
  weights: Weights,
  start: number,
  end: number,
): [positives: number, negatives: number] {
  let positives = 0;
  let negatives = 0;
  for (let i = start; i < end; i++) {
    const row = order[i]!;
    if (labels[row]) positives += weights[row]!;
    else negatives += weights[row]!;
  }
  return [positives, negatives];
}

/** Mean of several statistics; those that are not defined for the weights are left out. */
export const meanOf =
  (statistics: readonly Statistic[]): Statistic =>
  (weights) => {
    const values = statistics.map((statistic) => statistic(weights)).filter(Number.isFinite);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
