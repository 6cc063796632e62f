import { Readable } from 'node:stream';
import { swapStream, TransferSyntax, wordSize } from '@wetread/dicom';
import type { BulkData, StoredObject } from '../../domain/query/stored-objects';

/** Words of a big endian object are turned while they are sent; ranges of them begin at the beginning of a word. */
export function littleEndian({ transferSyntaxUid }: StoredObject, bulk: BulkData | null): BulkData | null {
  const size = bulk && transferSyntaxUid === TransferSyntax.ExplicitVrBigEndian ? wordSize(bulk.vr) : 1;
  if (!bulk || size === 1) return bulk;
  const stream = (range?: { start: number; end?: number }): Readable => {
    const start = range?.start ?? 0;
    const from = start - (start % size);
    const last = range?.end ?? bulk.length - 1;
    const to = Math.min(bulk.length, last - (last % size) + size) - 1;
    const words = swapStream(bulk.stream({ start: from, end: to }), size);
    return Readable.from(cut(words, start - from, last - start + 1), { objectMode: false });
  };
  return { ...bulk, stream };
}

async function* cut(
  chunks: AsyncIterable<Uint8Array>,
  skipped: number,
  length: number,
): AsyncGenerator<Uint8Array> {
  let [toSkip, left] = [skipped, length];
  for await (const chunk of chunks) {
    const piece = chunk.subarray(toSkip, toSkip + left);
    toSkip = Math.max(0, toSkip - chunk.length);
    left -= piece.length;
    if (piece.length > 0) yield piece;
  }
}
