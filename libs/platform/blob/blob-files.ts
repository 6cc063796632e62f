import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ContentHash } from '@wetread/kernel';
import { BlobNotFound, isMissing } from './blob-errors';

const HASH = /^[0-9a-f]{64}$/;
const PRIVATE = { recursive: true, mode: 0o700 };

/** Names below one directory: `ab/cd/<sha256>`, and `incoming/` for what is still being written. */
export class BlobFiles {
  private readonly incoming: string;

  constructor(private readonly directory: string) {
    this.incoming = join(directory, 'incoming');
  }

  /** Makes the directory and removes what a killed process left half-written. */
  async prepare(): Promise<void> {
    await mkdir(this.incoming, PRIVATE);
    for (const name of await readdir(this.incoming)) await rm(join(this.incoming, name), { force: true });
  }

  // The hash becomes a path: whatever is not one never reaches the file system.
  pathOf(hash: ContentHash): string {
    if (!HASH.test(hash)) throw new BlobNotFound('(not a SHA-256)');
    return join(this.directory, hash.slice(0, 2), hash.slice(2, 4), hash);
  }

  async newDraft(): Promise<{ path: string; file: FileHandle }> {
    const path = join(this.incoming, randomUUID());
    const create = (): Promise<FileHandle> => open(path, 'wx+', 0o600);
    const file = await create().catch(async (error: unknown) => {
      if (!isMissing(error)) throw error;
      await mkdir(this.incoming, PRIVATE);
      return create();
    });
    return { path, file };
  }

  /** Moves a draft whose bytes are on the disk to its name, so that the name lasts as well. */
  async moveIntoPlace(draft: string, hash: ContentHash): Promise<void> {
    const path = this.pathOf(hash);
    // Renaming over an equal file changes nothing, and repairs one whose bytes the disk has changed.
    const made = await rename(draft, path).then(
      () => undefined,
      async (error: unknown) => {
        if (!isMissing(error)) throw error;
        const first = await mkdir(dirname(path), PRIVATE);
        await rename(draft, path);
        return first;
      },
    );
    // A name is durable only when its directory is; a new directory only when its parent is.
    await syncDirectory(dirname(path));
    if (made) {
      await syncDirectory(dirname(dirname(path)));
      await syncDirectory(this.directory);
    }
  }
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
