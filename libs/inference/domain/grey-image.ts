/** A display picture: 8-bit grey, row by row, after modality and VOI LUT, bright = dense (MONOCHROME2 sense). */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Left, top, width and height as fractions (0..1) of a picture, origin top left. */
export type FractionBox = [x: number, y: number, width: number, height: number];

const wholePicture: FractionBox = [0, 0, 1, 1];

/** Smallest box that holds all of `boxes`; the whole picture when there are none. */
export function unionOf(boxes: readonly FractionBox[]): FractionBox {
  if (boxes.length === 0) return [...wholePicture];
  const left = Math.min(...boxes.map(([x]) => x));
  const top = Math.min(...boxes.map(([, y]) => y));
  const right = Math.max(...boxes.map(([x, , width]) => x + width));
  const bottom = Math.max(...boxes.map(([, y, , height]) => y + height));
  return [left, top, right - left, bottom - top];
}
