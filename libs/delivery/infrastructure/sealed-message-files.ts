import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { contentHash, type ContentHash } from '@wetread/kernel';
import { AppConfig, BlobDamaged, BlobStore, syncDirectory, writingFailure } from '@wetread/platform';
import { SealedMessages } from '../domain/sealed-messages';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Files `messages/ab/<delivery>` in the data directory. They name patients: nobody but this account reads them. */
@Injectable()
export class SealedMessageFiles extends SealedMessages {
  private readonly directory: string;

  constructor(
    config: Pick<AppConfig, 'dataDir'>,
    private readonly blobs: Pick<BlobStore, 'read'>,
  ) {
    super();
    this.directory = join(config.dataDir, 'messages');
  }

  async keep(deliveryId: string, bytes: Buffer): Promise<ContentHash> {
    const path = this.pathOf(deliveryId);
    const draft = `${path}.${randomUUID()}`;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeDurably(draft, bytes);
      await rename(draft, path);
      await syncDirectory(dirname(path));
    } catch (error) {
      await rm(draft, { force: true });
      throw writingFailure(error);
    }
    return contentHash(bytes);
  }

  async read(deliveryId: string, hash: ContentHash): Promise<Buffer> {
    const bytes = await readFile(this.pathOf(deliveryId)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    // Messages of before they had a folder of their own lie among the other blobs.
    if (bytes === null) return this.blobs.read(hash);
    if (contentHash(bytes) !== hash) throw new BlobDamaged(hash);
    return bytes;
  }

  async forget(deliveryId: string): Promise<void> {
    await rm(this.pathOf(deliveryId), { force: true });
  }

  // The id becomes a path: whatever is not one never reaches the file system.
  private pathOf(deliveryId: string): string {
    if (!UUID.test(deliveryId)) throw new RangeError('a delivery is named by a UUID');
    return join(this.directory, deliveryId.slice(0, 2), deliveryId);
  }
}

async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
