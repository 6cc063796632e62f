import type { GreyImage } from '@wetread/inference';
import { quantile } from '../measures/bootstrap';
import { resize } from '../pictures/resample';
import type { Place } from './frechet';

/** How near generated films come to the films that were trained on, in terms of real films that never were. */
export interface Nearness {
  readonly generated: Spread;
  readonly heldOut: Spread;
  /** Share of generated films that are nearer than 95 % of the held-out films; 5 % would be chance. */
  readonly nearerThanFifthPercentile: number;
  readonly nearerThanAnyHeldOut: number;
}

interface Spread {
  readonly films: number;
  readonly least: number;
  readonly fifthPercentile: number;
  readonly median: number;
}

const THUMB = 32;

/** A film as 32 x 32 numbers of mean 0 and length 1, so that exposure does not count. */
export async function thumbOf(film: GreyImage): Promise<Float32Array> {
  const { data } = await resize(film, THUMB, THUMB);
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const off = Float32Array.from(data, (value) => value - mean);
  const length = Math.hypot(...off) || 1;
  return off.map((value) => value / length);
}

/** 1 - cosine of each place to its nearest among the others; all of unit length. */
export const nearestDistances = (ours: readonly Place[], theirs: readonly Place[]): number[] =>
  ours.map((place) => 1 - theirs.reduce((best, other) => Math.max(best, dot(place, other)), -1));

export function nearness(generated: readonly number[], heldOut: readonly number[]): Nearness {
  const [ours, theirs] = [spreadOf(generated), spreadOf(heldOut)];
  const below = (limit: number): number =>
    generated.filter((distance) => distance < limit).length / generated.length;
  return {
    generated: ours,
    heldOut: theirs,
    nearerThanFifthPercentile: below(theirs.fifthPercentile),
    nearerThanAnyHeldOut: below(theirs.least),
  };
}

function spreadOf(distances: readonly number[]): Spread {
  const sorted = distances.toSorted((a, b) => a - b);
  return {
    films: sorted.length,
    least: sorted[0]!,
    fifthPercentile: quantile(sorted, 0.05),
    median: quantile(sorted, 0.5),
  };
}

function dot(a: Place, b: Place): number {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += a[k]! * b[k]!;
  return sum;
}
