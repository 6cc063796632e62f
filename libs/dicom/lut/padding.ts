import type { DicomItem } from '../header/dicom-item';
import type { DecodedFrame } from '../pixels/decoded-frame';

/** Whether a stored value is padding around the picture (PS3.3 C.7.5.1.1.2); undefined without padding. */
export type IsPadding = ((stored: number) => boolean) | undefined;

/** Reads Pixel Padding Value and Pixel Padding Range Limit. */
export function readPadding(o: DicomItem, frame: DecodedFrame): IsPadding {
  const value = asStored(o.number('PixelPaddingValue'), frame);
  if (value === undefined) return undefined;
  const limit = asStored(o.number('PixelPaddingRangeLimit'), frame) ?? value;
  const [low, high] = value < limit ? [value, limit] : [limit, value];
  return (stored) => stored >= low && stored <= high;
}

/** Writers encode a negative padding value as US; it is brought into the range of the stored values. */
function asStored(value: number | null, frame: DecodedFrame): number | undefined {
  if (value === null) return undefined;
  if (frame.signed && value > 0x7fff && frame.bitsAllocated <= 16) return value - 0x10000;
  return value;
}
