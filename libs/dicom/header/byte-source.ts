import { Readable } from 'node:stream';

/** First and last byte, both included, as in RFC 9110 section 14. */
export interface SourceRange {
  start: number;
  end?: number;
}

/** Bytes that can be looked at anywhere without being held in memory: a file, an object of a store, a buffer. */
export interface ByteSource {
  /** Bytes. */
  readonly size: number;
  /** The bytes from `offset` on, `length` of them or what is left until the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** All bytes, or a range of them, in order. */
  stream(range?: SourceRange): Readable;
}

/** A {@link ByteSource} over bytes in memory; what it gives are views. */
export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.byteLength,
  read: async (offset, length) => bytes.subarray(offset, offset + length),
  stream: ({ start, end } = { start: 0 }) =>
    Readable.from([bytes.subarray(start, end === undefined ? undefined : end + 1)], { objectMode: false }),
});
