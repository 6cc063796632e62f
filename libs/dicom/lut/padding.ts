import type { DicomItem } from '../header/dicom-item';

/** Stored values that are padding around the picture (PS3.3 C.7.5.1.1.2), both ends included; null without padding. */
export type PaddingRange = readonly [low: number, high: number] | null;

/** Whether a stored value is padding; undefined without padding. */
export type IsPadding = ((stored: number) => boolean) | undefined;

/** How stored values are to be understood. */
export interface StoredValues {
  signed: boolean;
  bitsAllocated: number;
}

/** Reads Pixel Padding Value and Pixel Padding Range Limit. */
export function readPadding(o: DicomItem, values: StoredValues): PaddingRange {
  const value = asStored(o.number('PixelPaddingValue'), values);
  if (value === undefined) return null;
  const limit = asStored(o.number('PixelPaddingRangeLimit'), values) ?? value;
  return value < limit ? [value, limit] : [limit, value];
}

export const isPaddingOf = (range: PaddingRange): IsPadding =>
  range ? (stored) => stored >= range[0] && stored <= range[1] : undefined;

/** Writers encode a negative padding value as US; it is brought into the range of the stored values. */
function asStored(value: number | null, { signed, bitsAllocated }: StoredValues): number | undefined {
  if (value === null) return undefined;
  if (signed && value > 0x7fff && bitsAllocated <= 16) return value - 0x10000;
  return value;
}
