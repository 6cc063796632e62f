import { Readable } from 'node:stream';
import { hashContent, type ContentHash } from '@wetread/kernel';
import type { ByteRange, StagedBlob, StoredBlob } from './blob-store';

/** Staged bytes that are few enough to stay in memory until they are kept. */
export class HeldStage implements StagedBlob {
  readonly size: number;
  private hashing?: Promise<ContentHash>;

  /** @param known the hash, where it was computed while the bytes came */
  constructor(
    readonly held: Uint8Array,
    known: ContentHash | undefined,
    private readonly write: (bytes: Uint8Array, hash: Promise<ContentHash>) => Promise<StoredBlob>,
  ) {
    this.size = held.byteLength;
    if (known) this.hashing = Promise.resolve(known);
  }

  hash(): Promise<ContentHash> {
    return (this.hashing ??= hashContent(this.held));
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    return this.held.subarray(offset, offset + length);
  }

  stream({ start, end }: ByteRange = { start: 0 }): Readable {
    const wanted = this.held.subarray(start, end === undefined ? undefined : end + 1);
    return Readable.from([wanted], { objectMode: false });
  }

  keep(): Promise<StoredBlob> {
    return this.write(this.held, this.hash());
  }

  async discard(): Promise<void> {
    // Nothing has been written.
  }
}
