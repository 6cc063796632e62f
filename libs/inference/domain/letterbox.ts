import type { FractionBox, GreyImage } from './grey-image';

/** Where a picture lies in the model's square: offsets and inner size in pixels of the square. */
export interface Letterbox {
  readonly size: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Longest side becomes `size`; the other is rounded half up, at least 1; centred, offset rounded down. */
export function fitLetterbox(width: number, height: number, size: number): Letterbox {
  const scale = size / Math.max(width, height);
  const inner = (length: number): number => Math.min(size, Math.max(1, Math.floor(length * scale + 0.5)));
  const innerWidth = inner(width);
  const innerHeight = inner(height);
  return {
    size,
    left: Math.floor((size - innerWidth) / 2),
    top: Math.floor((size - innerHeight) / 2),
    width: innerWidth,
    height: innerHeight,
  };
}

/** The source pixels that make one target pixel: `weights[k]` belongs to source index `first + k`. */
interface Tap {
  readonly first: number;
  readonly weights: Float64Array;
}

/**
 * Resampling of one axis; every tap's weights sum to 1. Down-scaling averages the source interval
 * [i*r, (i+1)*r), r = length/target, with fractional ends; up-scaling is linear between pixel centres
 * (half-pixel convention), clamped at the ends.
 */
export function axisTaps(length: number, target: number): Tap[] {
  const ratio = length / target;
  return Array.from({ length: target }, (_, i) =>
    target < length
      ? areaTap(i * ratio, Math.min((i + 1) * ratio, length), length)
      : linearTap(i, ratio, length),
  );
}

function areaTap(start: number, end: number, length: number): Tap {
  const first = Math.floor(start);
  const last = Math.min(Math.ceil(end), length);
  const weights = new Float64Array(last - first);
  let sum = 0;
  for (let j = first; j < last; j++) {
    const covered = Math.max(0, Math.min(end, j + 1) - Math.max(start, j));
    weights[j - first] = covered;
    sum += covered;
  }
  return { first, weights: weights.map((weight) => weight / sum) };
}

function linearTap(index: number, ratio: number, length: number): Tap {
  const centre = Math.min(Math.max((index + 0.5) * ratio - 0.5, 0), length - 1);
  const low = Math.floor(centre);
  const share = centre - low;
  return { first: low, weights: low + 1 < length ? Float64Array.of(1 - share, share) : Float64Array.of(1) };
}

/**
 * The encoder's input: `size` x `size` values in 0..1, padding 0.
 *
 * The resampler is our own, in float64, because training (Python) and reading (here) must see the same square:
 * library resamplers differ between languages and versions by more than the model's tolerance (1e-4).
 */
export function letterbox(image: GreyImage, size: number): { square: Float32Array; fit: Letterbox } {
  const fit = fitLetterbox(image.width, image.height, size);
  const narrow = resampleRows(image, axisTaps(image.width, fit.width));
  const square = new Float32Array(size * size);
  for (const [i, { first, weights }] of axisTaps(image.height, fit.height).entries()) {
    const row = new Float64Array(fit.width);
    for (let k = 0; k < weights.length; k++) {
      const weight = weights[k]!;
      const source = (first + k) * fit.width;
      for (let x = 0; x < fit.width; x++) row[x]! += weight * narrow[source + x]!;
    }
    const start = (fit.top + i) * size + fit.left;
    for (let x = 0; x < fit.width; x++) square[start + x] = row[x]! / 255;
  }
  return { square, fit };
}

function resampleRows({ width, height, data }: GreyImage, taps: readonly Tap[]): Float64Array {
  const out = new Float64Array(height * taps.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < taps.length; x++) {
      const { first, weights } = taps[x]!;
      const source = y * width + first;
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k]! * data[source + k]!;
      out[y * taps.length + x] = sum;
    }
  }
  return out;
}

/** A box in fractions of the square -> fractions of the original picture, cut at its edges. */
export function boxToPicture([x, y, width, height]: FractionBox, fit: Letterbox): FractionBox {
  const horizontal = (value: number): number => clampUnit((value * fit.size - fit.left) / fit.width);
  const vertical = (value: number): number => clampUnit((value * fit.size - fit.top) / fit.height);
  const left = horizontal(x);
  const top = vertical(y);
  return [left, top, horizontal(x + width) - left, vertical(y + height) - top];
}

const clampUnit = (value: number): number => Math.min(1, Math.max(0, value));
