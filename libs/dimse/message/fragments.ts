import type { Readable } from 'node:stream';

/** A data set on its way out: in memory, or as a stream that is read no faster than the peer takes it. */
export type OutgoingDataSet = Buffer | Readable;

export interface OutgoingFragment {
  bytes: Buffer[];
  length: number;
  last: boolean;
}

/**
 * Cuts a data set into pieces of `size` bytes, the last one shorter. Every piece but the last has an even length, as
 * PS3.8 annex E asks and as DCMTK insists; there is always one piece.
 */
export async function* fragmentsOf(source: OutgoingDataSet, size: number): AsyncGenerator<OutgoingFragment> {
  let bytes: Buffer[] = [];
  let length = 0;
  for await (const chunk of Buffer.isBuffer(source) ? [source] : source) {
    for (let at = 0; at < chunk.length;) {
      // Only when more is known to follow is a full piece not the last one.
      if (length === size) {
        yield { bytes, length, last: false };
        bytes = [];
        length = 0;
      }
      const piece = (chunk as Buffer).subarray(at, at + size - length);
      bytes.push(piece);
      length += piece.length;
      at += piece.length;
    }
  }
  yield { bytes, length, last: true };
}

const LONGEST = 128 * 1024;

/** Payload of one P-DATA-TF for a peer that announced `maximumLength` (PS3.8 annex D.1; 0 is unlimited), even. */
export function payloadSize(maximumLength: number): number {
  const length = maximumLength === 0 ? LONGEST : Math.min(maximumLength, LONGEST);
  return Math.max(length - 6, 2) & ~1;
}
