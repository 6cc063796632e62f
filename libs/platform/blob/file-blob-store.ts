import { createReadStream } from 'node:fs';
import { access, readFile, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { contentHash, type ContentHash } from '@wetread/kernel';
import { BlobDamaged, BlobNotFound, BlobTooLarge, isMissing, writingFailure } from './blob-errors';
import { BlobFiles } from './blob-files';
import { BlobStore, type ByteRange, type OpenBlob, type StagedBlob, type StoredBlob } from './blob-store';
import { DescriptorBlob } from './descriptor-blob';
import { HeldStage } from './held-stage';
import { StageWriter } from './stage-writer';

/** Files `ab/<sha256>` below one directory; `incoming/` holds what is still being written. */
export class FileBlobStore extends BlobStore {
  constructor(
    directory: string,
    private readonly files = new BlobFiles(directory),
  ) {
    super();
  }

  /**
   * Makes the directory and removes what killed processes left half-written, unless it is younger than `ageMs`: 0 only for
   * the directory's one owner.
   */
  async prepare(ageMs = 0): Promise<void> {
    await this.files.prepare(ageMs);
  }

  async put(content: Uint8Array | Readable): Promise<StoredBlob> {
    const staged = await this.stage(content);
    return staged.keep();
  }

  async stage(content: Uint8Array | Readable, limit = Infinity): Promise<StagedBlob> {
    if (!(content instanceof Uint8Array)) return new StageWriter(this.files, limit, this.hold).take(content);
    if (content.byteLength > limit) throw new BlobTooLarge(limit);
    return this.hold(content);
  }

  async read(hash: ContentHash): Promise<Buffer> {
    const bytes = await readFile(this.files.pathOf(hash)).catch((error: unknown) => {
      throw isMissing(error) ? new BlobNotFound(hash) : error;
    });
    if (contentHash(bytes) !== hash) throw new BlobDamaged(hash);
    return bytes;
  }

  async open(hash: ContentHash): Promise<OpenBlob> {
    try {
      return new DescriptorBlob(this.files.pathOf(hash));
    } catch (error) {
      throw isMissing(error) ? new BlobNotFound(hash) : error;
    }
  }

  stream(hash: ContentHash, range?: ByteRange): Readable {
    const source = createReadStream(this.files.pathOf(hash), range);
    const told = new Readable({
      read: () => source.resume(),
      destroy: (error, done) => {
        source.destroy();
        done(error);
      },
    });
    source.on('data', (chunk) => {
      if (!told.push(chunk)) source.pause();
    });
    source.on('end', () => told.push(null));
    source.on('error', (error) => told.destroy(isMissing(error) ? new BlobNotFound(hash) : error));
    source.pause();
    return told;
  }

  async has(hash: ContentHash): Promise<boolean> {
    return access(this.files.pathOf(hash)).then(
      () => true,
      () => false,
    );
  }

  async delete(hash: ContentHash): Promise<void> {
    await rm(this.files.pathOf(hash), { force: true });
  }

  private readonly hold = (bytes: Uint8Array, known?: ContentHash): StagedBlob =>
    new HeldStage(bytes, known, async (held, hash) => {
      try {
        await this.files.write(held, hash);
        return { hash: await hash, bytes: held.byteLength };
      } catch (error) {
        throw writingFailure(error);
      }
    });
}
