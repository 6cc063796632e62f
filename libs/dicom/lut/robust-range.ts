import type { PixelArray } from '../pixels/decoded-frame';
import type { IsPadding } from './padding';

const LOW = 0.005;
const HIGH = 0.995;
const SAMPLES = 200_000;

/**
 * The range that holds all but the outermost half percent of the stored values at each end, padding left out, so
 * that a few burnt-in or dead pixels do not flatten the picture. Undefined when everything is padding.
 */
export function robustRange(data: PixelArray, isPadding: IsPadding): [low: number, high: number] | undefined {
  const step = Math.max(1, Math.floor(data.length / SAMPLES));
  const values: number[] = [];
  for (let i = 0; i < data.length; i += step) if (!isPadding?.(data[i]!)) values.push(data[i]!);
  if (values.length === 0) return undefined;
  const sorted = Float64Array.from(values).sort();
  const at = (fraction: number): number => sorted[Math.round(fraction * (sorted.length - 1))]!;
  // Pictures with few grey levels may have equal percentiles: then the whole range is shown.
  return at(LOW) < at(HIGH) ? [at(LOW), at(HIGH)] : [sorted[0]!, sorted.at(-1)!];
}
