import type { GreyImage } from '@wetread/inference';
import type { SeededRandom } from '../measures/seeded-random';

/** One grey all over. */
export const plain = (width: number, height: number, level: number): GreyImage => ({
  width,
  height,
  data: new Uint8Array(width * height).fill(level),
});

/** Every pixel by chance. */
export const noise = (width: number, height: number, random: SeededRandom): GreyImage => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height }, () => random.whole(256)),
});

/** A part of a picture, in pixels. */
export function crop(
  { width, data }: GreyImage,
  part: { left: number; top: number; width: number; height: number },
): GreyImage {
  const cut = new Uint8Array(part.width * part.height);
  for (let y = 0; y < part.height; y++) {
    const start = (part.top + y) * width + part.left;
    cut.set(data.subarray(start, start + part.width), y * part.width);
  }
  return { width: part.width, height: part.height, data: cut };
}
