import { createHash } from 'node:crypto';
import {
  type BulkValue,
  type ByteSource,
  type DicomItem,
  type DicomObject,
  TransferSyntax,
} from '@wetread/dicom';
import type { ContentHash } from '@wetread/kernel';

const PADDED_WITH_SPACE = /^(AE|AS|CS|DA|DS|DT|IS|LO|LT|PN|SH|ST|TM|UC|UI|UR|UT)$/;
const DATA_SET_TRAILING_PADDING = 'FFFCFFFC';

/** Syntaxes whose values have the same bytes; they differ in how elements are framed or deflated. */
const LITTLE_ENDIAN: ReadonlySet<string> = new Set([
  TransferSyntax.ImplicitVrLittleEndian,
  TransferSyntax.ExplicitVrLittleEndian,
  TransferSyntax.DeflatedExplicitVrLittleEndian,
]);

/** Text, bytes in memory, or a stretch of the source, unpadded. */
type Piece = string | Uint8Array | { start: number; length: number };

/**
 * SHA-256 over tags and values of a data set, whatever frames them: file meta information, group lengths, trailing
 * padding and the lengths of sequences and items may change with every hop (PS3.5 sections 7.2, 7.5 and 7.1.1),
 * and a sender that writes them anew still sends the same object. Any other value makes another hash. Computed only where two
 * files have one UID, and of what is purged.
 * @param file what `object` was read from; values that were left there are read as a stream
 */
export async function dataSetHash(object: DicomObject, file: ByteSource): Promise<ContentHash> {
  const source = object.bulkSource(file);
  const { transferSyntaxUid } = object;
  const head = LITTLE_ENDIAN.has(transferSyntaxUid) ? 'little endian' : transferSyntaxUid;
  const pieces: Piece[] = [head];
  await gather(pieces, object, source);
  return hashInOrder(pieces, source);
}

async function gather(pieces: Piece[], item: DicomItem, source: ByteSource): Promise<void> {
  for (const tag of item.tags) {
    if (tag.endsWith('0000') || tag === DATA_SET_TRAILING_PADDING) continue;
    if (item.isSequence(tag)) {
      const items = item.sequence(tag);
      pieces.push(`${tag} SQ ${items.length} `);
      for (const one of items) await gather(pieces, one, source);
      pieces.push('end ');
      continue;
    }
    const bulk = item.bulk(tag);
    // The length keeps one value's end apart from the next one's tag.
    if (bulk) pieces.push(...(await unpaddedStretch(tag, bulk, source)));
    else {
      const value = unpadded(item.bytes(tag) ?? new Uint8Array(), item.vr(tag));
      pieces.push(`${tag} ${value.length} `, value);
    }
  }
}

/** Values have even lengths by padding (PS3.5 section 6.2); broken writers leave it out and others mend that. */
function unpadded(value: Uint8Array, vr: string): Uint8Array {
  const last = value.at(-1);
  if (PADDED_WITH_SPACE.test(vr)) return isPadding(last) ? value.subarray(0, -1) : value;
  return value.length % 2 === 0 ? value : Buffer.concat([value, Buffer.alloc(1)]);
}

async function unpaddedStretch(tag: string, bulk: BulkValue, source: ByteSource): Promise<Piece[]> {
  const { vr, offset: start, length } = bulk;
  if (PADDED_WITH_SPACE.test(vr)) {
    const [last] = await source.read(start + length - 1, 1);
    const rest = isPadding(last) ? length - 1 : length;
    return [`${tag} ${rest} `, { start, length: rest }];
  }
  const even = length + (length % 2);
  return [`${tag} ${even} `, { start, length }, ...(even > length ? ['\0'] : [])];
}

const isPadding = (byte: number | undefined): boolean => byte === 0x20 || byte === 0;

async function hashInOrder(pieces: readonly Piece[], source: ByteSource): Promise<ContentHash> {
  const hash = createHash('sha256');
  for (const piece of pieces) {
    if (typeof piece === 'string' || piece instanceof Uint8Array) hash.update(piece);
    else if (piece.length > 0) {
      const stretch = source.stream({ start: piece.start, end: piece.start + piece.length - 1 });
      for await (const chunk of stretch) hash.update(chunk as Buffer);
    }
  }
  return hash.digest('hex') as ContentHash;
}
