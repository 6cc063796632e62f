import { PixelDataDamaged } from '../dicom-error';
import type { DicomItem } from '../header/dicom-item';

/** A fragment of encapsulated pixel data, wherever its bytes are. */
export interface FragmentPlace {
  /** From the first byte after the Basic Offset Table. */
  offset: number;
  length: number;
}

/**
 * Which fragments make up each frame (PS3.5 annex A.4): by an offset table, or because there is one frame or as many
 * fragments as frames; undefined when only the fragments' first bytes can tell.
 * @throws PixelDataDamaged when an offset table points beside the fragments
 */
export function groupByFrame<F extends FragmentPlace>(
  fragments: readonly F[],
  offsets: readonly number[],
  frames: number,
): F[][] | undefined {
  if (offsets.length > 0 && offsets.length === frames) return groupByOffsets(fragments, offsets);
  if (frames === 1) return [[...fragments]];
  const filled = filledOnly(fragments);
  return filled.length === frames ? filled.map((fragment) => [fragment]) : undefined;
}

/** An empty fragment carries no picture; some writers end with one. */
export const filledOnly = <F extends FragmentPlace>(fragments: readonly F[]): F[] =>
  fragments.filter(({ length }) => length > 0);

/** Without an offset table, a frame starts where a JPEG (SOI) or JPEG 2000 (SOC) stream starts. @throws PixelDataDamaged */
export function groupByImageStart<F>(
  fragments: readonly F[],
  starts: readonly boolean[],
  frames: number,
): F[][] {
  const groups: F[][] = [];
  fragments.forEach((fragment, index) => {
    if (starts[index] || groups.length === 0) groups.push([fragment]);
    else groups.at(-1)!.push(fragment);
  });
  if (groups.length !== frames)
    throw new PixelDataDamaged(`${frames} frames are announced, ${groups.length} are found in the fragments`);
  return groups;
}

/** Whether a fragment begins a JPEG or JPEG 2000 stream; four bytes of it are enough. */
export const startsImage = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xff && (bytes[1] === 0xd8 || (bytes[1] === 0x4f && bytes[2] === 0xff && bytes[3] === 0x51));

/** Extended Offset Table (PS3.3 C.7.6.3.1.8): 64-bit offsets, one a frame; undefined without one. */
export function extendedOffsets(o: DicomItem): number[] | undefined {
  const bytes = o.bytes('ExtendedOffsetTable');
  if (!bytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: Math.floor(bytes.length / 8) }, (_, i) =>
    Number(view.getBigUint64(i * 8, true)),
  );
}

function groupByOffsets<F extends FragmentPlace>(fragments: readonly F[], offsets: readonly number[]): F[][] {
  const starts = new Map(fragments.map((fragment, index) => [fragment.offset, index]));
  return offsets.map((offset, frame) => {
    const start = starts.get(offset);
    const end = frame + 1 < offsets.length ? starts.get(offsets[frame + 1]!) : fragments.length;
    if (start === undefined || end === undefined || end <= start)
      throw new PixelDataDamaged(`the offset table does not point at a fragment for frame ${frame + 1}`);
    return fragments.slice(start, end);
  });
}
