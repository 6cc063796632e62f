import type { DicomItem } from '../header/dicom-item';
import type { DecodedFrame } from '../pixels/decoded-frame';
import { applyModalityLut, type ModalityLut, readModalityLut } from './modality-lut';
import { isPaddingOf, type PaddingRange, readPadding } from './padding';
import { applyVoiLut, readVoiLut, type VoiLut, windowOfFrame } from './voi-lut';
import type { Window } from './window';

/** What of a frame decides how its values are shown. */
export type ShownFrame = Pick<
  DecodedFrame,
  'frameNumber' | 'signed' | 'bitsAllocated' | 'samplesPerPixel' | 'photometricInterpretation'
>;

/** All that showing a grey frame needs to know of its object, in values that cross threads. */
export interface GreyRecipe {
  modality: ModalityLut;
  padding: PaddingRange;
  /** Null where neither the object nor the caller names a window: one over the frame's robust range. */
  voi: VoiLut | null;
  inverted: boolean;
}

/**
 * @param window in modality units, in place of the object's own VOI LUT or window
 * @throws PixelDataDamaged when a lookup table cannot be used
 */
export function greyRecipe(o: DicomItem, frame: ShownFrame, window?: Window): GreyRecipe {
  const modality = readModalityLut(o, frame.frameNumber, frame.signed);
  return {
    modality,
    padding: readPadding(o, frame),
    voi: window ? { window } : readVoiLut(o, frame.frameNumber, frame.signed, modality),
    inverted: isInverted(o, frame),
  };
}

/**
 * MONOCHROME1 means that the least value is white (PS3.3 C.7.6.3.1.2); objects with a Presentation LUT Shape say
 * INVERSE for the same thing (C.11.6.1.2), so the two are one inversion, not two.
 */
const isInverted = (o: DicomItem, frame: ShownFrame): boolean =>
  frame.samplesPerPixel === 1 &&
  (frame.photometricInterpretation === 'MONOCHROME1' || o.string('PresentationLUTShape') === 'INVERSE');

/** The VOI LUT of a frame, the one that its values ask for where the object names none. */
export const voiOf = ({ modality, padding, voi }: GreyRecipe, data: DecodedFrame['data']): VoiLut =>
  voi ?? { window: windowOfFrame(data, modality, isPaddingOf(padding)) };

/** From a stored value to a grey, 0 to 255: modality LUT, VOI LUT or window, inversion after it, padding black. */
export function greyFunction(recipe: GreyRecipe, data: DecodedFrame['data']): (stored: number) => number {
  const { modality, padding, inverted } = recipe;
  const isPadding = isPaddingOf(padding);
  const voi = voiOf(recipe, data);
  return (stored) => {
    if (isPadding?.(stored)) return 0;
    const shown = applyVoiLut(voi, applyModalityLut(modality, stored));
    return Math.round((inverted ? 1 - shown : shown) * 255);
  };
}
