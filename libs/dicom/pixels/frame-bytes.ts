import type { Element } from 'dicom-parser';
import { PixelDataDamaged, PixelDataMissing } from '../dicom-error';
import type { DicomObject } from '../header/dicom-object';

interface Fragment {
  /** From the first byte after the Basic Offset Table. */
  offset: number;
  bytes: Uint8Array;
}

/**
 * The encoded bytes of one frame of encapsulated pixel data (PS3.5 annex A.4).
 * @param frame 1-based
 * @throws PixelDataMissing, PixelDataDamaged
 */
export function encapsulatedFrame(o: DicomObject, frame: number, numberOfFrames: number): Uint8Array {
  const element = o.pixelElement;
  if (!element?.fragments)
    throw new PixelDataDamaged('pixel data are not encapsulated, as the transfer syntax asks');
  const fragments = readFragments(o, element);
  if (fragments.length === 0) throw new PixelDataMissing('the pixel data have no fragment');
  const groups = groupByFrame(o, element, fragments, numberOfFrames);
  const parts = groups[frame - 1];
  if (!parts || parts.length === 0) throw new PixelDataMissing(`frame ${frame} of ${groups.length}`);
  return parts.length === 1 ? parts[0]!.bytes : Buffer.concat(parts.map((part) => part.bytes));
}

function readFragments(o: DicomObject, element: Element): Fragment[] {
  const { byteArray } = o.elements;
  return (element.fragments ?? []).map(({ offset, position, length }) => {
    if (position + length > byteArray.length)
      throw new PixelDataDamaged('a fragment reaches beyond the object');
    return { offset, bytes: byteArray.subarray(position, position + length) };
  });
}

function groupByFrame(o: DicomObject, element: Element, fragments: Fragment[], frames: number): Fragment[][] {
  const offsets = extendedOffsets(o) ?? element.basicOffsetTable ?? [];
  if (offsets.length > 0 && offsets.length === frames) return groupByOffsets(fragments, offsets);
  if (frames === 1) return [fragments];
  // An empty fragment carries no picture; some writers end with one.
  const filled = fragments.filter((fragment) => fragment.bytes.length > 0);
  if (filled.length === frames) return filled.map((fragment) => [fragment]);
  return groupByImageStart(filled, frames);
}

/** Extended Offset Table (PS3.3 C.7.6.3.1.8): 64-bit offsets, one a frame. */
function extendedOffsets(o: DicomObject): number[] | undefined {
  const bytes = o.bytes('ExtendedOffsetTable');
  if (!bytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: Math.floor(bytes.length / 8) }, (_, i) =>
    Number(view.getBigUint64(i * 8, true)),
  );
}

function groupByOffsets(fragments: Fragment[], offsets: number[]): Fragment[][] {
  const starts = new Map(fragments.map((fragment, index) => [fragment.offset, index]));
  return offsets.map((offset, frame) => {
    const start = starts.get(offset);
    const end = frame + 1 < offsets.length ? starts.get(offsets[frame + 1]!) : fragments.length;
    if (start === undefined || end === undefined || end <= start)
      throw new PixelDataDamaged(`the offset table does not point at a fragment for frame ${frame + 1}`);
    return fragments.slice(start, end);
  });
}

/** Without an offset table, a frame starts where a JPEG (SOI) or JPEG 2000 (SOC) stream starts. */
function groupByImageStart(fragments: Fragment[], frames: number): Fragment[][] {
  const groups: Fragment[][] = [];
  for (const fragment of fragments) {
    if (startsImage(fragment.bytes) || groups.length === 0) groups.push([fragment]);
    else groups.at(-1)!.push(fragment);
  }
  if (groups.length !== frames)
    throw new PixelDataDamaged(`${frames} frames are announced, ${groups.length} are found in the fragments`);
  return groups;
}

const startsImage = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xff && (bytes[1] === 0xd8 || (bytes[1] === 0x4f && bytes[2] === 0xff && bytes[3] === 0x51));
