import type { DicomItem } from '../header/dicom-item';
import type { DecodedFrame, PixelArray } from '../pixels/decoded-frame';
import type { GreyImage, RgbImage } from './grey-image';
import { greyFunction, type GreyRecipe, greyRecipe } from './grey-recipe';
import type { Window } from './window';

type ToGrey = (stored: number) => number;

/**
 * The frame as eyes and models want it: modality LUT, VOI LUT or window, inversion after it, padding black, so that
 * bright means dense. Colour becomes luminance.
 * @param window in modality units, in place of the object's own VOI LUT or window
 * @throws PixelDataDamaged when a lookup table cannot be used
 */
export function renderGrey8(o: DicomItem, frame: DecodedFrame, window?: Window): GreyImage {
  const { columns: width, rows: height } = frame;
  if (frame.samplesPerPixel === 3) return { width, height, data: luminance(toEightBits(frame)) };
  return greyByRecipe(frame, greyRecipe(o, frame, window));
}

/** {@link renderGrey8} of a grey frame by what was read of the header before. */
export const greyByRecipe = (frame: DecodedFrame, recipe: GreyRecipe): GreyImage => ({
  width: frame.columns,
  height: frame.rows,
  data: mapped(frame.data, greyFunction(recipe, frame.data)),
});

/** A colour frame in 8 bits. */
export const rgbOfColour = (frame: DecodedFrame): RgbImage => ({
  width: frame.columns,
  height: frame.rows,
  data: toEightBits(frame),
});

/** The frame as 8-bit RGB; grey frames have three equal samples. */
export function renderRgb8(o: DicomItem, frame: DecodedFrame): RgbImage {
  const { columns: width, rows: height } = frame;
  if (frame.samplesPerPixel === 3) return rgbOfColour(frame);
  const grey = renderGrey8(o, frame).data;
  return {
    width,
    height,
    data: Uint8Array.from({ length: grey.length * 3 }, (_, i) => grey[Math.floor(i / 3)]!),
  };
}

/** Stored values repeat, so each distinct one is computed once wherever a table of them is small enough. */
function mapped(data: PixelArray, toGrey: ToGrey): Uint8Array {
  const grey = new Uint8Array(data.length);
  if (data.BYTES_PER_ELEMENT > 2) return (data.forEach((stored, i) => (grey[i] = toGrey(stored))), grey);
  const lowest = data instanceof Int16Array ? -32768 : 0;
  const table = new Int16Array(65536).fill(-1);
  for (let i = 0; i < data.length; i++) {
    const slot = data[i]! - lowest;
    if (table[slot]! < 0) table[slot] = toGrey(data[i]!);
    grey[i] = table[slot]!;
  }
  return grey;
}

function toEightBits(frame: DecodedFrame): Uint8Array {
  if (frame.bitsStored === 8 && frame.data instanceof Uint8Array) return frame.data;
  const scale = 255 / (2 ** frame.bitsStored - 1);
  return Uint8Array.from(frame.data, (value) => Math.round(Math.max(0, value) * scale));
}

/** Rec. 601 luminance, the Y of YBR_FULL (PS3.3 C.7.6.3.1.2). */
function luminance(rgb: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: rgb.length / 3 }, (_, i) =>
    Math.round(0.299 * rgb[i * 3]! + 0.587 * rgb[i * 3 + 1]! + 0.114 * rgb[i * 3 + 2]!),
  );
}
