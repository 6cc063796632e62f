import type { Frame } from './film-viewer';

export type Pixels = Uint8Array | Int8Array | Uint16Array | Int16Array | Float32Array;

/** Stored values as a typed view over the bytes that came, without a copy. */
export function storedPixels({ header, bytes }: Frame): Pixels {
  if (header.bitsAllocated === 8) return header.signed ? new Int8Array(bytes) : new Uint8Array(bytes);
  return header.signed ? new Int16Array(bytes) : new Uint16Array(bytes);
}

/**
 * Values in modality units (PS3.3 C.11.1): the same array when the rescale is the identity, 16-bit integers when
 * they fit, else floats.
 */
export function modalityPixels(frame: Frame): Pixels {
  const stored = storedPixels(frame);
  const { rescaleSlope: slope, rescaleIntercept: intercept, samplesPerPixel } = frame.header;
  if (samplesPerPixel === 3 || (slope === 1 && intercept === 0)) return stored;
  const [low, high] = rangeOf(stored);
  const ends = [low * slope + intercept, high * slope + intercept];
  const whole = Number.isInteger(slope) && Number.isInteger(intercept);
  const fits = Math.min(...ends) >= -32768 && Math.max(...ends) <= 32767;
  const scaled = whole && fits ? new Int16Array(stored.length) : new Float32Array(stored.length);
  for (let i = 0; i < stored.length; i++) scaled[i] = (stored[i] as number) * slope + intercept;
  return scaled;
}

export function rangeOf(pixels: Pixels): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of pixels) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return pixels.length === 0 ? [0, 0] : [low, high];
}

/** RGB with an opaque fourth channel, which the canvas renderer wants. */
export function withAlpha(rgb: Pixels): Uint8Array {
  const rgba = new Uint8Array((rgb.length / 3) * 4);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from] as number;
    rgba[to + 1] = rgb[from + 1] as number;
    rgba[to + 2] = rgb[from + 2] as number;
    rgba[to + 3] = 255;
  }
  return rgba;
}
