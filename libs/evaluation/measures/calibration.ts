import type { Statistic } from './bootstrap';

const BINS = 10;

/**
 * Expected calibration error: the gap between stated chance and observed share, over ten bins of equal width,
 * weighted by their size (Naeini et al., AAAI 2015; Guo et al., ICML 2017).
 */
export function calibrationErrorOf(labels: readonly boolean[], chances: readonly number[]): Statistic {
  const bins = chances.map((chance) => Math.min(BINS - 1, Math.floor(chance * BINS)));
  return (weights) => {
    const gaps = new Float64Array(BINS);
    let total = 0;
    for (let row = 0; row < bins.length; row++) {
      const weight = weights[row]!;
      gaps[bins[row]!]! += weight * ((labels[row] ? 1 : 0) - chances[row]!);
      total += weight;
    }
    return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / total;
  };
}

/** Mean squared distance of the stated chance from what was so (Brier 1950); 0 is perfect. */
export function brierOf(labels: readonly boolean[], chances: readonly number[]): Statistic {
  const errors = chances.map((chance, row) => (chance - (labels[row] ? 1 : 0)) ** 2);
  return weightedMean(errors);
}

/** Mean of the rows' values; NaN when no row has weight. */
export const weightedMean =
  (values: readonly number[]): Statistic =>
  (weights) => {
    let sum = 0;
    let total = 0;
    for (let row = 0; row < values.length; row++) {
      sum += weights[row]! * values[row]!;
      total += weights[row]!;
    }
    return sum / total;
  };
