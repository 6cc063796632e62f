import { UnsupportedPixelFormat } from '../dicom-error';
import type { PixelArray } from './decoded-frame';
import type { Codestream } from './codestream';

const clamp = (value: number, max: number): number => (value < 0 ? 0 : value > max ? max : Math.round(value));

/** YBR_FULL to RGB in place (PS3.3 C.7.6.3.1.2), any depth up to 16 bits. */
export function ybrFullToRgb(samples: PixelArray, bitsStored: number): PixelArray {
  if (bitsStored > 16) throw new UnsupportedPixelFormat('YBR with more than 16 bits');
  const max = 2 ** bitsStored - 1;
  const middle = 2 ** (bitsStored - 1);
  for (let i = 0; i + 2 < samples.length; i += 3) {
    const y = samples[i]!;
    const cb = samples[i + 1]! - middle;
    const cr = samples[i + 2]! - middle;
    samples[i] = clamp(y + 1.402 * cr, max);
    samples[i + 1] = clamp(y - 0.344136 * cb - 0.714136 * cr, max);
    samples[i + 2] = clamp(y + 1.772 * cb, max);
  }
  return samples;
}

/** Native YBR_FULL_422, `Y1 Y2 Cb Cr` for two pixels, to three samples a pixel; chrominance is repeated. */
export function expand422(samples: PixelArray, pixels: number): PixelArray {
  const expanded = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    const pair = (i >> 1) * 4;
    expanded[i * 3] = samples[pair + (i & 1)] ?? 0;
    expanded[i * 3 + 1] = samples[pair + 2] ?? 0;
    expanded[i * 3 + 2] = samples[pair + 3] ?? 0;
  }
  return expanded;
}

/**
 * Whether a three-component JPEG holds YCbCr. The stream's own word goes before Photometric Interpretation, which
 * many writers leave at RGB while their library transforms: Adobe's segment, then R-G-B component names, then JFIF or thinned-out
 * chrominance.
 */
export function jpegIsYbr(stream: Codestream, photometricInterpretation: string): boolean {
  if (stream.adobeTransform !== undefined) return stream.adobeTransform === 1;
  if (String.fromCharCode(...stream.componentIds) === 'RGB') return false;
  return stream.hasJfif || stream.isSubsampled || photometricInterpretation.startsWith('YBR');
}
