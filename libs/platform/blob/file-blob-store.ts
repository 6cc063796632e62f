import { createReadStream } from 'node:fs';
import { access, open, readFile, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { contentHash, type ContentHash } from '@wetread/kernel';
import { BlobDamaged, BlobNotFound, BlobTooLarge, isMissing, writingFailure } from './blob-errors';
import { BlobFiles } from './blob-files';
import { BlobStore, type ByteRange, type OpenBlob, type StagedBlob, type StoredBlob } from './blob-store';
import { FileBlob } from './file-blob';
import { holdStage, StageWriter } from './stage-writer';

/** Files `ab/cd/<sha256>` below one directory; `incoming/` holds what is still being written. */
export class FileBlobStore extends BlobStore {
  private readonly files: BlobFiles;

  constructor(directory: string) {
    super();
    this.files = new BlobFiles(directory);
  }

  /** Makes the directory and removes what a killed process left half-written. Only for the directory's one owner. */
  async prepare(): Promise<void> {
    await this.files.prepare();
  }

  async put(content: Uint8Array | Readable): Promise<StoredBlob> {
    const staged = await this.stage(content);
    return staged.keep();
  }

  async stage(content: Uint8Array | Readable, limit = Infinity): Promise<StagedBlob> {
    if (!(content instanceof Uint8Array)) return new StageWriter(this.files, limit, this.write).take(content);
    if (content.byteLength > limit) throw new BlobTooLarge(limit);
    return holdStage(content, this.write);
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
      const path = this.files.pathOf(hash);
      const { size } = await stat(path);
      return new FileBlob(await open(path, 'r'), size);
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

  /** Temporary file, sync, rename: under the hash there is the whole blob or nothing. */
  private readonly write = async (bytes: Uint8Array, hash: ContentHash): Promise<StoredBlob> => {
    const { path, file } = await this.files.newDraft().catch((error: unknown) => {
      throw writingFailure(error);
    });
    try {
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await this.files.moveIntoPlace(path, hash);
      return { hash, bytes: bytes.byteLength };
    } catch (error) {
      await rm(path, { force: true });
      throw writingFailure(error);
    }
  };
}
