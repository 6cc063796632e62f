import type { DicomItem } from '../header/dicom-item';
import type { DecodedFrame } from '../pixels/decoded-frame';
import { groupForFrame } from './functional-groups';
import { greyRecipe, voiOf } from './grey-recipe';
import type { VoiLutFunction } from './window';

/** What a viewer needs to show stored values as {@link renderGrey8} does. */
export interface DisplayTransform {
  rescaleSlope: number;
  rescaleIntercept: number;
  windowCenter: number;
  windowWidth: number;
  voiLutFunction: VoiLutFunction;
  /** MONOCHROME1 or Presentation LUT Shape INVERSE: the viewer inverts after the window. */
  inverted: boolean;
  /** Millimetres between rows, then between columns; null when not known. */
  pixelSpacing: [number, number] | null;
}

/**
 * First window, or one that fits, with the rescale of the frame. Lookup tables cannot be told in these terms: for
 * them slope and intercept are 1 and 0 and the window covers the table.
 * @throws PixelDataDamaged
 */
export function displayTransform(o: DicomItem, frame: DecodedFrame): DisplayTransform {
  const pixelSpacing = readPixelSpacing(o, frame.frameNumber);
  if (frame.samplesPerPixel === 3)
    return {
      inverted: false,
      pixelSpacing,
      rescaleSlope: 1,
      rescaleIntercept: 0,
      windowCenter: 128,
      windowWidth: 256,
      voiLutFunction: 'LINEAR',
    };
  const recipe = greyRecipe(o, frame);
  const { modality, inverted } = recipe;
  const { window } = voiOf(recipe, frame.data);
  return {
    inverted,
    pixelSpacing,
    rescaleSlope: modality.slope,
    rescaleIntercept: modality.intercept,
    windowCenter: window.center,
    windowWidth: window.width,
    voiLutFunction: window.fn,
  };
}

function readPixelSpacing(o: DicomItem, frame: number): [number, number] | null {
  const measures = groupForFrame(o, frame, 'PixelMeasuresSequence');
  // Spacing in the patient where it is calibrated, else at the detector (PS3.3 10.7.1.3).
  for (const keyword of ['PixelSpacing', 'ImagerPixelSpacing', 'NominalScannedPixelSpacing']) {
    const [row, column] = measures.numbers(keyword);
    if (row !== undefined && column !== undefined && row > 0 && column > 0) return [row, column];
  }
  return null;
}
