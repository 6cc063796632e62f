import { seededRandom } from './seeded-random';

/** How often each row takes part: 1 for all rows is the sample itself. */
export type Weights = ArrayLike<number>;

/** A statistic of weighted rows; NaN where it is not defined. */
export type Statistic = (weights: Weights) => number;

/** A value with the bounds of its 95 % percentile interval; `null` where nothing could be computed. */
export interface Figure {
  readonly value: number | null;
  readonly interval95: readonly [low: number, high: number] | null;
}

/** Resamples of whole groups, as a weight for each row. */
export interface Resamples {
  readonly rows: number;
  readonly draws: readonly Uint16Array[];
}

/**
 * Cluster bootstrap: `rounds` draws of whole groups (patients, phrases) with replacement. Films of one patient
 * are not independent; drawing films would make the intervals too narrow.
 */
export function resampleGroups(groups: readonly string[], rounds: number, seed: number): Resamples {
  const names = [...new Set(groups)].sort();
  const place = new Map(names.map((name, index) => [name, index]));
  const groupOfRow = groups.map((name) => place.get(name)!);
  const random = seededRandom(seed);
  const draws = Array.from({ length: rounds }, () => {
    const taken = new Uint16Array(names.length);
    for (let i = 0; i < names.length; i++) taken[random.whole(names.length)]! += 1;
    return Uint16Array.from(groupOfRow, (group) => taken[group]!);
  });
  return { rows: groups.length, draws };
}

/** The statistic of the sample and its percentile interval over the resamples (Efron 1979). */
export function figureOf(statistic: Statistic, { rows, draws }: Resamples): Figure {
  const value = statistic(new Uint8Array(rows).fill(1));
  const drawn = draws.map(statistic);
  return { value: Number.isFinite(value) ? value : null, interval95: percentileInterval(drawn) };
}

/** The difference of two statistics of the same rows, resampled together. */
export const differenceOf = (one: Statistic, other: Statistic, resamples: Resamples): Figure =>
  figureOf((weights) => one(weights) - other(weights), resamples);

/** Quantiles .025 and .975, linear between neighbours; resamples in which nothing was defined are left out. */
export function percentileInterval(values: readonly number[]): Figure['interval95'] {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
}

/** Quantile of ascending values, linear between neighbours (type 7, as numpy's default). */
export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const low = Math.floor(place);
  const below = sorted[low]!;
  return below + (place - low) * ((sorted[low + 1] ?? below) - below);
}
