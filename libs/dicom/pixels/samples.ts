import { PixelDataDamaged } from '../dicom-error';
import type { PixelArray } from './decoded-frame';
import type { ImagePixel } from './image-pixel';

/** Number of samples of a frame. */
export const sampleCount = (image: ImagePixel): number => image.rows * image.columns * image.samplesPerPixel;

/**
 * Cuts one frame out of native pixel data (PS3.5 section 8.1.1); with 1 bit allocated frames follow each other
 * without padding, so a frame may begin inside a byte.
 * @param frame 1-based
 * @throws PixelDataDamaged
 */
export function nativeFrame(bytes: Uint8Array, frame: number, image: ImagePixel): Uint8Array {
  const bits = nativeFrameBits(image);
  if (image.bitsAllocated === 1) return packBits(unpackBits(bytes, (frame - 1) * bits, bits));
  return exactly(bytes, ((frame - 1) * bits) / 8, bits / 8);
}

/** Bits between the beginnings of two frames of native pixel data. */
export function nativeFrameBits(image: ImagePixel): number {
  const bits = sampleCount(image) * image.bitsAllocated;
  // Native 4:2:2 has two luminance samples per pair of chrominance ones (PS3.3 C.7.6.3.1.2): 2 bytes a pixel.
  return image.photometricInterpretation === 'YBR_FULL_422' ? (bits / 3) * 2 : bits;
}

/** The inverse of {@link unpackBits}, from a byte's first bit on. */
export function packBits(pixels: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(pixels.length / 8));
  for (let i = 0; i < pixels.length; i++) if (pixels[i]) bytes[i >> 3]! |= 1 << (i & 7);
  return bytes;
}

/** Samples as native pixel data hold them: little endian, in as many bits as are allocated. */
export function packSamples(samples: PixelArray, { bitsAllocated }: ImagePixel): Uint8Array {
  if (bitsAllocated === 1) return packBits(samples);
  if (bitsAllocated === 8) return samples instanceof Uint8Array ? samples : Uint8Array.from(samples);
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

function exactly(bytes: Uint8Array, start: number, length: number): Uint8Array {
  if (start + length > bytes.length)
    throw new PixelDataDamaged(`${start + length} bytes are needed, ${bytes.length} are there`);
  return bytes.subarray(start, start + length);
}

/** Least significant bit first (PS3.5 section 8.1.1); one byte a pixel comes out. */
export function unpackBits(bytes: Uint8Array, from: number, count: number): Uint8Array {
  if (from + count > bytes.length * 8)
    throw new PixelDataDamaged(`${from + count} bits are needed, ${bytes.length * 8} are there`);
  const pixels = new Uint8Array(count);
  for (let i = 0; i < count; i++) pixels[i] = (bytes[(from + i) >> 3]! >> ((from + i) & 7)) & 1;
  return pixels;
}

/** Two-byte units of Explicit VR Big Endian pixel data in OW hold 8-bit pixels swapped (PS3.5 annex A.3). */
export function swapPairs(bytes: Uint8Array): Uint8Array {
  const swapped = Uint8Array.from(bytes);
  for (let i = 0; i + 1 < swapped.length; i += 2) {
    swapped[i] = bytes[i + 1]!;
    swapped[i + 1] = bytes[i]!;
  }
  return swapped;
}

/**
 * Bytes to stored values: shifted down from High Bit, masked to Bits Stored (old writers keep overlays above it) and
 * sign-extended. The result is a copy of its own.
 */
export function toSamples(bytes: Uint8Array, image: ImagePixel, bigEndian: boolean): PixelArray {
  const count = image.photometricInterpretation === 'YBR_FULL_422' ? undefined : sampleCount(image);
  const samples = typedSamples(bytes, image, bigEndian, count);
  const shift = image.highBit + 1 - image.bitsStored;
  if (image.bitsAllocated === 1 || (shift === 0 && image.bitsStored === image.bitsAllocated)) return samples;
  const unused = 32 - image.bitsStored;
  for (let i = 0; i < samples.length; i++) {
    const high = samples[i]! << (unused - shift);
    samples[i] = image.signed ? high >> unused : high >>> unused;
  }
  return samples;
}

function typedSamples(bytes: Uint8Array, image: ImagePixel, bigEndian: boolean, count?: number): PixelArray {
  const size = Math.max(1, image.bitsAllocated / 8);
  const length = count ?? Math.floor(bytes.length / size);
  if (length * size > bytes.length)
    throw new PixelDataDamaged(`${length * size} bytes are needed, ${bytes.length} are there`);
  if (size === 1) {
    const copy = Uint8Array.from(bytes.subarray(0, length));
    return image.signed && image.bitsAllocated === 8 ? Int16Array.from(new Int8Array(copy.buffer)) : copy;
  }
  const copy = Buffer.from(bytes.subarray(0, length * size));
  if (bigEndian && size === 2) copy.swap16();
  if (bigEndian && size === 4) copy.swap32();
  const aligned = copy.buffer.slice(copy.byteOffset, copy.byteOffset + copy.length);
  if (size === 2) return image.signed ? new Int16Array(aligned) : new Uint16Array(aligned);
  return image.signed ? new Int32Array(aligned) : new Uint32Array(aligned);
}

/** Colour-by-plane to colour-by-pixel (PS3.3 C.7.6.3.1.3). */
export function interleave(planes: PixelArray, pixels: number): PixelArray {
  const interleaved = planes.slice();
  for (let i = 0; i < pixels; i++)
    for (let sample = 0; sample < 3; sample++) interleaved[i * 3 + sample] = planes[sample * pixels + i]!;
  return interleaved;
}
