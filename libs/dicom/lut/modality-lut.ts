import type { DicomItem } from '../header/dicom-item';
import { groupForFrame } from './functional-groups';
import { type LookupTable, lookUp, readLookupTable } from './lookup-table';

/** From stored values to modality units (PS3.3 C.11.1). */
export interface ModalityLut {
  slope: number;
  intercept: number;
  /** Replaces slope and intercept where the object has a Modality LUT Sequence. */
  table?: LookupTable;
}

/** @throws PixelDataDamaged when a Modality LUT Sequence cannot be used */
export function readModalityLut(o: DicomItem, frame: number, signed: boolean): ModalityLut {
  const group = groupForFrame(o, frame, 'PixelValueTransformationSequence');
  const slope = group.number('RescaleSlope');
  const rescale = {
    slope: slope || 1,
    intercept: slope === null ? 0 : (group.number('RescaleIntercept') ?? 0),
  };
  const [item] = o.sequence('ModalityLUTSequence');
  return item ? { slope: 1, intercept: 0, table: readLookupTable(item, signed) } : rescale;
}

export const applyModalityLut = (lut: ModalityLut, stored: number): number =>
  lut.table ? lookUp(lut.table, stored) : stored * lut.slope + lut.intercept;
