import type { Readable } from 'node:stream';
import type { ContentHash } from '@wetread/kernel';

/** First and last byte wanted, both included, as in RFC 9110 section 14. */
export interface ByteRange {
  start: number;
  end?: number;
}

export interface StoredBlob {
  hash: ContentHash;
  bytes: number;
}

/** Bytes that can be read anywhere; they are not held in memory unless they are few. */
export interface ReadableBlob {
  /** Bytes. */
  readonly size: number;
  /** The bytes from `offset` on, `length` of them or what is left until the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
  stream(range?: ByteRange): Readable;
}

/** A stored blob that is open for reading until `close`. */
export interface OpenBlob extends ReadableBlob {
  /** Fills memory that is there already with the bytes from `offset` on; tells how many there were. */
  fill(target: Uint8Array, offset: number): Promise<number>;
  close(): Promise<void>;
}

/** Bytes that have arrived whole and are not stored yet: exactly one of `keep` and `discard` ends it. */
export interface StagedBlob extends ReadableBlob {
  /** SHA-256 of all bytes. */
  hash(): Promise<ContentHash>;
  /** All bytes, when they are so few that they are in memory anyway. */
  readonly held: Uint8Array | null;
  /** Stores them under their hash; resolves when that survives a crash of the machine. */
  keep(): Promise<StoredBlob>;
  /** Nothing of them stays. Safe to call after `keep`, and twice. */
  discard(): Promise<void>;
}

/** Bytes under their SHA-256. What `put` or `keep` has acknowledged survives a crash of process or machine. */
export abstract class BlobStore {
  /** Stores bytes under their SHA-256; storing the same bytes twice is a no-op. */
  abstract put(bytes: Uint8Array | Readable): Promise<StoredBlob>;
  /**
   * Takes bytes in as they arrive, without storing them. A stream is read to its end whatever happens, so that
   * what follows on its connection can be read; memory does not grow with it.
   * @throws BlobTooLarge beyond `limit` bytes, BlobStoreFull, the stream's own error; nothing is left of it then
   */
  abstract stage(bytes: Uint8Array | Readable, limit?: number): Promise<StagedBlob>;
  /** @throws BlobNotFound, BlobDamaged when the bytes no longer have their hash */
  abstract read(hash: ContentHash): Promise<Buffer>;
  /** For reading here and there; the hash is not checked. @throws BlobNotFound */
  abstract open(hash: ContentHash): Promise<OpenBlob>;
  /** The stream fails with BlobNotFound when there is no such blob. */
  abstract stream(hash: ContentHash, range?: ByteRange): Readable;
  abstract has(hash: ContentHash): Promise<boolean>;
  /** Deleting what is not there is a no-op. */
  abstract delete(hash: ContentHash): Promise<void>;
}
