import type { GreyImage } from '@wetread/inference';

/** Whether a pixel belongs to the part that is covered. */
type Part = (x: number, y: number) => boolean;

/** Covers a part of the picture with its own mean grey, so that the cover is as bright as what it hides. */
function cover({ width, height, data }: GreyImage, part: Part): GreyImage {
  let sum = 0;
  let pixels = 0;
  const covered: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!part(x, y)) continue;
      covered.push(y * width + x);
      sum += data[y * width + x]!;
      pixels += 1;
    }
  }
  const masked = Uint8Array.from(data);
  for (const place of covered) masked[place] = Math.round(sum / pixels);
  return { width, height, data: masked };
}

/** @param share of each side that is border */
const isBorder = ({ width, height }: GreyImage, share: number): Part => {
  const across = Math.round(width * share);
  const down = Math.round(height * share);
  return (x, y) => x < across || x >= width - across || y < down || y >= height - down;
};

/** Collimation edges, frames and the like are gone. */
export const coverBorder = (picture: GreyImage, share: number): GreyImage =>
  cover(picture, isBorder(picture, share));

/** Nothing is left but the border: what is still told is told by a shortcut. */
export function coverAllButBorder(picture: GreyImage, share: number): GreyImage {
  const border = isBorder(picture, share);
  return cover(picture, (x, y) => !border(x, y));
}

/** Burned-in sides, names of the view and the like stand in the corners. @param share of each side */
export function coverCorners(picture: GreyImage, share: number): GreyImage {
  const { width, height } = picture;
  const across = Math.round(width * share);
  const down = Math.round(height * share);
  return cover(picture, (x, y) => (x < across || x >= width - across) && (y < down || y >= height - down));
}
