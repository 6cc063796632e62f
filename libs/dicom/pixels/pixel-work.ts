import { type GreyRecipe, greyRecipe } from '../lut/grey-recipe';
import type { GreyImage, RgbImage } from '../lut/grey-image';
import { greyByRecipe, rgbOfColour } from '../lut/render';
import type { Window } from '../lut/window';
import type { DicomObject } from '../header/dicom-object';
import { decodeByRecipe } from './decode-frame';
import type { DecodedFrame } from './decoded-frame';
import { type FrameRecipe, frameRecipe } from './frame-recipe';
import { codecsInThisThread, type PixelCodecs } from './pixel-codecs';

/** How one frame becomes a picture; colour needs no recipe of greys. */
export interface PictureRecipe {
  frame: FrameRecipe;
  grey: GreyRecipe | null;
}

/** A picture of 8 bits, with one sample a pixel or three. */
export type FramePicture = (GreyImage & { channels: 1 }) | (RgbImage & { channels: 3 });

/** Who works on pixels: the codecs, and what comes behind them. All may throw PixelDataDamaged. */
export interface PixelWork extends PixelCodecs {
  /** Stored values, as `decodeFrameBytes` gives them. */
  samples(recipe: FrameRecipe, encoded: Uint8Array): Promise<DecodedFrame>;
  /** The frame as eyes want it, as `renderGrey8` and `renderRgb8` do. */
  picture(recipe: PictureRecipe, encoded: Uint8Array): Promise<FramePicture>;
}

/**
 * Reads of a header what showing one frame takes.
 * @param frame 1-based
 * @param window in modality units, in place of the object's own VOI LUT or window
 * @throws UnsupportedTransferSyntax, UnsupportedPixelFormat, PixelDataMissing, PixelDataDamaged
 */
export function pictureRecipe(o: DicomObject, frame: number, window?: Window): PictureRecipe {
  const recipe = frameRecipe(o, frame);
  const { image, palette, frameNumber } = recipe;
  if (palette || image.samplesPerPixel === 3) return { frame: recipe, grey: null };
  const { signed, bitsAllocated } = image;
  const photometricInterpretation = image.photometricInterpretation as 'MONOCHROME1' | 'MONOCHROME2';
  const shown = {
    frameNumber,
    signed,
    bitsAllocated: bitsAllocated === 1 ? 8 : bitsAllocated,
    samplesPerPixel: 1,
    photometricInterpretation,
  } as const;
  return { frame: recipe, grey: greyRecipe(o, shown, window) };
}

/** Blocks the thread that asks: right inside worker threads, for command lines and for small frames. */
export const pixelWorkInThisThread: PixelWork = {
  ...codecsInThisThread,
  samples: (recipe, encoded) => decodeByRecipe(recipe, encoded, codecsInThisThread),
  picture: async ({ frame: recipe, grey }, encoded) => {
    const frame = await decodeByRecipe(recipe, encoded, codecsInThisThread);
    return grey ? { channels: 1, ...greyByRecipe(frame, grey) } : { channels: 3, ...rgbOfColour(frame) };
  },
};
