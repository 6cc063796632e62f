import type { DicomItem } from '../header/dicom-item';
import type { DecodedFrame } from '../pixels/decoded-frame';
import { groupForFrame } from './functional-groups';
import { readModalityLut } from './modality-lut';
import { readPadding } from './padding';
import { readVoiLut } from './voi-lut';
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
  const base = { inverted: isInverted(o, frame), pixelSpacing: readPixelSpacing(o, frame.frameNumber) };
  if (frame.samplesPerPixel === 3)
    return {
      ...base,
      rescaleSlope: 1,
      rescaleIntercept: 0,
      windowCenter: 128,
      windowWidth: 256,
      voiLutFunction: 'LINEAR',
    };
  const modality = readModalityLut(o, frame.frameNumber, frame.signed);
  const { window } = readVoiLut(o, frame, modality, readPadding(o, frame));
  return {
    ...base,
    rescaleSlope: modality.slope,
    rescaleIntercept: modality.intercept,
    windowCenter: window.center,
    windowWidth: window.width,
    voiLutFunction: window.fn,
  };
}

/**
 * MONOCHROME1 means that the least value is white (PS3.3 C.7.6.3.1.2); objects with a Presentation LUT Shape say
 * INVERSE for the same thing (C.11.6.1.2), so the two are one inversion, not two.
 */
export const isInverted = (o: DicomItem, frame: DecodedFrame): boolean =>
  frame.samplesPerPixel === 1 &&
  (frame.photometricInterpretation === 'MONOCHROME1' || o.string('PresentationLUTShape') === 'INVERSE');

function readPixelSpacing(o: DicomItem, frame: number): [number, number] | null {
  const measures = groupForFrame(o, frame, 'PixelMeasuresSequence');
  // Spacing in the patient where it is calibrated, else at the detector (PS3.3 10.7.1.3).
  for (const keyword of ['PixelSpacing', 'ImagerPixelSpacing', 'NominalScannedPixelSpacing']) {
    const [row, column] = measures.numbers(keyword);
    if (row !== undefined && column !== undefined && row > 0 && column > 0) return [row, column];
  }
  return null;
}
