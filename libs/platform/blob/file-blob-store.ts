import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { contentHash, type ContentHash } from '@wetread/kernel';
import { BlobDamaged, BlobNotFound, BlobStore, type ByteRange, type StoredBlob } from './blob-store';

const HASH = /^[0-9a-f]{64}$/;

/** Files `ab/cd/<sha256>` below one directory; `incoming/` holds what is still being written. */
export class FileBlobStore extends BlobStore {
  private readonly incoming: string;

  constructor(private readonly directory: string) {
    super();
    this.incoming = join(directory, 'incoming');
  }

  /** Makes the directory and removes what a killed process left half-written. Only for the directory's one owner. */
  async open(): Promise<void> {
    await mkdir(this.incoming, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.incoming)) await rm(join(this.incoming, name), { force: true });
  }

  async put(content: Uint8Array | Readable): Promise<StoredBlob> {
    await mkdir(this.incoming, { recursive: true, mode: 0o700 });
    const draft = join(this.incoming, randomUUID());
    try {
      const stored = await writeDurably(draft, content);
      await this.moveIntoPlace(draft, stored.hash);
      return stored;
    } finally {
      await rm(draft, { force: true });
    }
  }

  async read(hash: ContentHash): Promise<Buffer> {
    const bytes = await readFile(this.pathOf(hash)).catch((error: unknown) => {
      throw isMissing(error) ? new BlobNotFound(hash) : error;
    });
    if (contentHash(bytes) !== hash) throw new BlobDamaged(hash);
    return bytes;
  }

  stream(hash: ContentHash, range?: ByteRange): Readable {
    const source = createReadStream(this.pathOf(hash), range);
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
    return access(this.pathOf(hash)).then(
      () => true,
      () => false,
    );
  }

  async delete(hash: ContentHash): Promise<void> {
    await rm(this.pathOf(hash), { force: true });
  }

  // The hash becomes a path: whatever is not one never reaches the file system.
  private pathOf(hash: ContentHash): string {
    if (!HASH.test(hash)) throw new BlobNotFound('(not a SHA-256)');
    return join(this.directory, hash.slice(0, 2), hash.slice(2, 4), hash);
  }

  private async moveIntoPlace(draft: string, hash: ContentHash): Promise<void> {
    const path = this.pathOf(hash);
    // Renaming over an equal file changes nothing, and repairs one whose bytes the disk has changed.
    const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rename(draft, path);
    // A name is durable only when its directory is; a new directory only when its parent is.
    await syncDirectory(dirname(path));
    if (made) {
      await syncDirectory(dirname(dirname(path)));
      await syncDirectory(this.directory);
    }
  }
}

async function writeDurably(path: string, content: Uint8Array | Readable): Promise<StoredBlob> {
  const file = await open(path, 'wx', 0o600);
  try {
    const stored = await writeHashed(file, content);
    await file.sync();
    return stored;
  } finally {
    await file.close();
  }
}

async function writeHashed(file: FileHandle, content: Uint8Array | Readable): Promise<StoredBlob> {
  if (content instanceof Uint8Array) {
    await file.writeFile(content);
    return { hash: contentHash(content), bytes: content.byteLength };
  }
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const piece of content) {
    const chunk = Buffer.isBuffer(piece) ? piece : Buffer.from(piece as Uint8Array | string);
    digest.update(chunk);
    bytes += chunk.byteLength;
    await file.writeFile(chunk);
  }
  return { hash: digest.digest('hex') as ContentHash, bytes };
}

async function syncDirectory(path: string): Promise<void> {
  // Windows cannot open directories, and needs no sync for a name to last.
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException | null)?.code === 'ENOENT';
