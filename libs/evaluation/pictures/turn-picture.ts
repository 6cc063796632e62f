import type { GreyImage } from '@wetread/inference';

/** Clockwise quarter turns. */
export type Quarters = 1 | 2 | 3;

export const invert = ({ width, height, data }: GreyImage): GreyImage => ({
  width,
  height,
  data: data.map((level) => 255 - level),
});

export function turn(picture: GreyImage, quarters: Quarters): GreyImage {
  let turned = picture;
  for (let i = 0; i < quarters; i++) turned = turnOnce(turned);
  return turned;
}

/** A quarter clockwise: the first column, read from below, becomes the first row. */
function turnOnce({ width, height, data }: GreyImage): GreyImage {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) turned[x * height + (height - 1 - y)] = data[y * width + x]!;
  }
  return { width: height, height: width, data: turned };
}
