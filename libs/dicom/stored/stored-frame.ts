import { PixelDataDamaged, PixelDataMissing } from '../dicom-error';
import { isNativeTransferSyntax, TransferSyntax } from '../dictionary/transfer-syntax';
import type { BulkValue, Fragment } from '../header/bulk-value';
import type { ByteSource } from '../header/byte-source';
import type { DicomObject } from '../header/dicom-object';
import { encapsulatedFrame } from '../pixels/frame-bytes';
import {
  extendedOffsets,
  filledOnly,
  groupByFrame,
  groupByImageStart,
  startsImage,
} from '../pixels/fragments-of-frames';
import { type ImagePixel, readImagePixel } from '../pixels/image-pixel';
import { nativeFrame, nativeFrameBits, packBits, swapPairs, unpackBits } from '../pixels/samples';

/**
 * The bytes of one frame as the object holds them: one codestream, or native samples in the object's byte order, with
 * 1 bit allocated from a byte's first bit on. Only the frame is read.
 * @param o read from `source`, which holds its bulk values
 * @param frame 1-based
 * @throws PixelDataMissing, PixelDataDamaged, UnsupportedPixelFormat
 */
export async function readStoredFrame(
  o: DicomObject,
  source: ByteSource,
  frame: number,
): Promise<Uint8Array> {
  const image = imageWith(o, frame);
  const bulk = o.bulk('PixelData');
  if (isNativeTransferSyntax(o.transferSyntaxUid))
    return nativeStoredFrame(o, source, { image, bulk, frame });
  if (!bulk) return encapsulatedFrame(o, frame, image.numberOfFrames);
  const fragments = (await framesOf(o, source, bulk, image.numberOfFrames))[frame - 1] ?? [];
  if (fragments.length === 0) throw new PixelDataMissing(`frame ${frame}`);
  const parts = await Promise.all(fragments.map(({ position, length }) => exactly(source, position, length)));
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}

function imageWith(o: DicomObject, frame: number): Readonly<ImagePixel> {
  const image = readImagePixel(o);
  if (!Number.isInteger(frame) || frame < 1 || frame > image.numberOfFrames)
    throw new PixelDataMissing(`frame ${frame} of ${image.numberOfFrames}`);
  return image;
}

/** Bytes of the file that an object was read from. */
export interface StoredPlace {
  offset: number;
  length: number;
}

/**
 * Where the file holds one frame just as {@link readStoredFrame} gives it, so that it can be passed on without being
 * looked at; `null` where it has to be put together, or where only reading tells.
 * @param frame 1-based
 * @throws PixelDataMissing, PixelDataDamaged, UnsupportedPixelFormat
 */
export function storedFramePlace(o: DicomObject, frame: number): StoredPlace | null {
  const image = imageWith(o, frame);
  const bulk = o.bulk('PixelData');
  // Places in a deflated data set are places in what was inflated.
  if (!bulk || o.transferSyntaxUid === TransferSyntax.DeflatedExplicitVrLittleEndian) return null;
  if (!isNativeTransferSyntax(o.transferSyntaxUid)) {
    const [fragment, another] = groupsTold(o, bulk, image.numberOfFrames)?.[frame - 1] ?? [];
    return fragment && !another ? { offset: fragment.position, length: fragment.length } : null;
  }
  const bits = nativeFrameBits(image);
  const length = bits / 8;
  const isInside = frame * length <= bulk.length;
  if (isSwappedInPairs(o, image) || image.bitsAllocated === 1 || bits % 8 !== 0 || !isInside) return null;
  return { offset: bulk.offset + (frame - 1) * length, length };
}

/** 8-bit pixels in words of a big endian data set (PS3.5 annex A.3). */
const isSwappedInPairs = (o: DicomObject, { bitsAllocated }: ImagePixel): boolean =>
  o.transferSyntaxUid === TransferSyntax.ExplicitVrBigEndian &&
  bitsAllocated <= 8 &&
  o.vr('PixelData') === 'OW';

/** Reading a thousand frames of an object groups its fragments once. */
const grouped = new WeakMap<DicomObject, Fragment[][]>();

async function framesOf(
  o: DicomObject,
  source: ByteSource,
  bulk: BulkValue,
  frames: number,
): Promise<Fragment[][]> {
  const told = groupsTold(o, bulk, frames);
  if (told) return told;
  const groups = await groupByStart(source, bulk.fragments ?? [], frames);
  grouped.set(o, groups);
  return groups;
}

/** The fragments of each frame, where they are known without reading any. @throws PixelDataDamaged */
function groupsTold(
  o: DicomObject,
  { fragments, basicOffsetTable }: BulkValue,
  frames: number,
): Fragment[][] | undefined {
  const known = grouped.get(o);
  if (known) return known;
  if (!fragments) throw new PixelDataDamaged('pixel data are not encapsulated, as the transfer syntax asks');
  const groups = groupByFrame(fragments, extendedOffsets(o) ?? basicOffsetTable ?? [], frames);
  if (groups) grouped.set(o, groups);
  return groups;
}

async function groupByStart(
  source: ByteSource,
  fragments: readonly Fragment[],
  frames: number,
): Promise<Fragment[][]> {
  const filled = filledOnly(fragments);
  const starts: boolean[] = [];
  for (const { position, length } of filled)
    starts.push(startsImage(await source.read(position, Math.min(4, length))));
  return groupByImageStart(filled, starts, frames);
}

interface NativePlace {
  image: ImagePixel;
  bulk: BulkValue | undefined;
  frame: number;
}

async function nativeStoredFrame(
  o: DicomObject,
  source: ByteSource,
  { image, bulk, frame }: NativePlace,
): Promise<Uint8Array> {
  const isSwapped = isSwappedInPairs(o, image);
  if (!bulk) {
    const bytes = o.bytes('PixelData');
    if (!bytes) throw new PixelDataMissing('the Pixel Data are empty');
    return nativeFrame(isSwapped ? swapPairs(bytes) : bytes, frame, image);
  }
  const bits = nativeFrameBits(image);
  const first = (frame - 1) * bits;
  // Whole words, so that bytes can be swapped in pairs.
  const start = Math.floor(first / 16) * 2;
  const end = Math.min(Math.ceil((first + bits) / 16) * 2, bulk.length);
  if (first + bits > bulk.length * 8)
    throw new PixelDataDamaged(`${Math.ceil((first + bits) / 8)} bytes are needed, ${bulk.length} are there`);
  const read = await exactly(source, bulk.offset + start, end - start);
  const bytes = isSwapped ? swapPairs(read) : read;
  const skipped = first - start * 8;
  if (image.bitsAllocated === 1) return packBits(unpackBits(bytes, skipped, bits));
  return bytes.subarray(skipped / 8, skipped / 8 + bits / 8);
}

async function exactly(source: ByteSource, offset: number, length: number): Promise<Uint8Array> {
  const bytes = await source.read(offset, length);
  if (bytes.length < length) throw new PixelDataDamaged('the object ends inside its pixel data');
  return bytes;
}
