import { rm, type FileHandle } from 'node:fs/promises';
import type { ContentHash } from '@wetread/kernel';
import { writingFailure } from './blob-errors';
import type { BlobFiles } from './blob-files';
import type { StagedBlob, StoredBlob } from './blob-store';
import { FileBlob } from './file-blob';

/** Staged bytes in a draft file. */
export class SpooledStage extends FileBlob implements StagedBlob {
  readonly held = null;
  private isOpen = true;

  constructor(
    file: FileHandle,
    size: number,
    private readonly digest: ContentHash,
    private readonly draft: string,
    private readonly files: BlobFiles,
  ) {
    super(file, size);
  }

  async hash(): Promise<ContentHash> {
    return this.digest;
  }

  async keep(): Promise<StoredBlob> {
    try {
      await this.file.sync();
      await this.close();
      await this.files.moveIntoPlace(this.draft, this.digest);
      return { hash: this.digest, bytes: this.size };
    } catch (error) {
      await this.discard();
      throw writingFailure(error);
    }
  }

  async discard(): Promise<void> {
    await this.close();
    await rm(this.draft, { force: true });
  }

  override async close(): Promise<void> {
    if (!this.isOpen) return;
    this.isOpen = false;
    await this.file.close();
  }
}
