import type { Element } from 'dicom-parser';
import { PixelDataDamaged, PixelDataMissing } from '../dicom-error';
import type { DicomObject } from '../header/dicom-object';
import {
  extendedOffsets,
  filledOnly,
  type FragmentPlace,
  groupByFrame,
  groupByImageStart,
  startsImage,
} from './fragments-of-frames';

interface Fragment extends FragmentPlace {
  bytes: Uint8Array;
}

/**
 * The encoded bytes of one frame of encapsulated pixel data in memory (PS3.5 annex A.4).
 * @param frame 1-based
 * @throws PixelDataMissing, PixelDataDamaged
 */
export function encapsulatedFrame(o: DicomObject, frame: number, numberOfFrames: number): Uint8Array {
  const element = o.pixelElement;
  if (!element?.fragments)
    throw new PixelDataDamaged('pixel data are not encapsulated, as the transfer syntax asks');
  const fragments = readFragments(o, element);
  if (fragments.length === 0) throw new PixelDataMissing('the pixel data have no fragment');
  const offsets = extendedOffsets(o) ?? element.basicOffsetTable ?? [];
  const groups =
    groupByFrame(fragments, offsets, numberOfFrames) ?? groupByStart(filledOnly(fragments), numberOfFrames);
  const parts = groups[frame - 1];
  if (!parts || parts.length === 0) throw new PixelDataMissing(`frame ${frame} of ${groups.length}`);
  return parts.length === 1 ? parts[0]!.bytes : Buffer.concat(parts.map((part) => part.bytes));
}

const groupByStart = (fragments: readonly Fragment[], frames: number): Fragment[][] =>
  groupByImageStart(
    fragments,
    fragments.map(({ bytes }) => startsImage(bytes)),
    frames,
  );

function readFragments(o: DicomObject, element: Element): Fragment[] {
  const { byteArray } = o.elements;
  return (element.fragments ?? []).map(({ offset, position, length }) => {
    if (position + length > byteArray.length)
      throw new PixelDataDamaged('a fragment reaches beyond the object');
    return { offset, length, bytes: byteArray.subarray(position, position + length) };
  });
}
