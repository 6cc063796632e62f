import type { FractionBox, GreyImage } from './grey-image';

/** Faults of a stored picture that can be undone without losing a pixel; `rotated-90` is 90 degrees clockwise. */
export const repairs = ['inverted', 'rotated-90', 'rotated-180', 'rotated-270'] as const;
/** A fault that was found and undone. */
export type Repair = (typeof repairs)[number];

/** The picture without its fault: grey values are mirrored at 255 or pixels moved, none is computed anew. */
export function undo(image: GreyImage, fault: Repair): GreyImage {
  const { width, height, data } = image;
  if (fault === 'inverted') return { width, height, data: data.map((level) => 255 - level) };
  if (fault === 'rotated-180') return { width, height, data: data.toReversed() };
  const turned = new Uint8Array(data.length);
  // A quarter turn: the upright picture is as wide as the stored one is high.
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < height; x++) {
      turned[y * height + x] =
        fault === 'rotated-90' ? data[x * width + width - 1 - y]! : data[(height - 1 - x) * width + y]!;
    }
  }
  return { width: height, height: width, data: turned };
}

/** A box of the repaired picture, in fractions of the picture before `undone`; turns commute, so any order will do. */
export const toUnrepairedBox = (box: FractionBox, undone: readonly Repair[]): FractionBox =>
  undone.reduce(putBack, box);

function putBack([x, y, width, height]: FractionBox, fault: Repair): FractionBox {
  switch (fault) {
    case 'inverted':
      return [x, y, width, height];
    case 'rotated-90':
      return [fromFarEdge(y, height), x, height, width];
    case 'rotated-180':
      return [fromFarEdge(x, width), fromFarEdge(y, height), width, height];
    case 'rotated-270':
      return [y, fromFarEdge(x, width), height, width];
  }
}

/** Rounding must not put a box outside the picture. */
const fromFarEdge = (start: number, length: number): number => Math.max(0, 1 - start - length);
