import type { Readable } from 'node:stream';
import type { ContentHash } from '@wetread/kernel';
import { DomainError } from '@wetread/kernel';

/** First and last byte wanted, both included, as in RFC 9110 section 14. */
export interface ByteRange {
  start: number;
  end?: number;
}

export interface StoredBlob {
  hash: ContentHash;
  bytes: number;
}

/** Bytes under their SHA-256. What `put` has acknowledged survives a crash of process or machine. */
export abstract class BlobStore {
  /** Stores bytes under their SHA-256; storing the same bytes twice is a no-op. */
  abstract put(bytes: Uint8Array | Readable): Promise<StoredBlob>;
  /** @throws BlobNotFound, BlobDamaged when the bytes no longer have their hash */
  abstract read(hash: ContentHash): Promise<Buffer>;
  /** The stream fails with BlobNotFound when there is no such blob. */
  abstract stream(hash: ContentHash, range?: ByteRange): Readable;
  abstract has(hash: ContentHash): Promise<boolean>;
  /** Deleting what is not there is a no-op. */
  abstract delete(hash: ContentHash): Promise<void>;
}

export class BlobNotFound extends DomainError {
  readonly code = 'blob.not-found';
  readonly status = 'not-found';
  constructor(hash: string) {
    super(`no stored object has SHA-256 ${hash}`);
  }
}

export class BlobDamaged extends DomainError {
  readonly code = 'blob.damaged';
  readonly status = 'unavailable';
  constructor(hash: string) {
    super(
      `the stored object ${hash} no longer has its SHA-256: the disk changed it; restore it from a backup`,
    );
  }
}
