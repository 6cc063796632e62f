import { randomUUID } from 'node:crypto';
import { closeSync, constants, fsync, mkdirSync, openSync, renameSync, rmSync, write } from 'node:fs';
import { mkdir, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { ContentHash } from '@wetread/kernel';
import { BlobNotFound, isMissing } from './blob-errors';

const HASH = /^[0-9a-f]{64}$/;
const PRIVATE = { recursive: true, mode: 0o700 };
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

const syncFile = promisify(fsync);
const writeSome = promisify(write);

/**
 * Names below one directory: `ab/cd/<sha256>`, and `incoming/` for what is still being written. Only what waits for the
 * disk (write, sync) goes through the thread pool; making and moving names is a matter of the page cache, and going
 * there and back ten times for one small file takes longer than all of it.
 */
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

  /** An empty draft, open for writing and reading. */
  async newDraft(): Promise<{ path: string; file: FileHandle }> {
    const path = join(this.incoming, randomUUID());
    const file = await open(path, 'wx+', 0o600).catch(async (error: unknown) => {
      if (!isMissing(error)) throw error;
      await mkdir(this.incoming, PRIVATE);
      return open(path, 'wx+', 0o600);
    });
    return { path, file };
  }

  /** Temporary file, sync, rename: under the hash there is the whole blob or nothing. */
  async write(bytes: Uint8Array, hash: Promise<ContentHash>): Promise<void> {
    const draft = join(this.incoming, randomUUID());
    try {
      const file = makingFolder(this.incoming, () => openSync(draft, NEW_FILE, 0o600));
      try {
        // The hash is being computed meanwhile; a failure of the disk must not leave it unawaited.
        await Promise.all([hash, writeDurably(file, bytes)]);
      } finally {
        closeSync(file);
      }
      await this.moveIntoPlace(draft, await hash);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  }

  /** Moves a draft whose bytes are on the disk to its name, so that the name lasts as well. */
  async moveIntoPlace(draft: string, hash: ContentHash): Promise<void> {
    const path = this.pathOf(hash);
    let isFirst = false;
    // Renaming over an equal file changes nothing, and repairs one whose bytes the disk has changed.
    makingFolder(
      dirname(path),
      () => renameSync(draft, path),
      () => (isFirst = true),
    );
    // A name is durable only when its directory is; a new directory only when its parent is.
    await syncDirectory(dirname(path));
    if (!isFirst) return;
    await syncDirectory(dirname(dirname(path)));
    await syncDirectory(this.directory);
  }
}

/** Does `work`, and once more when only the folder for it was missing. */
function makingFolder<T>(folder: string, work: () => T, made: () => void = () => undefined): T {
  try {
    return work();
  } catch (error) {
    if (!isMissing(error)) throw error;
    mkdirSync(folder, PRIVATE);
    made();
    return work();
  }
}

async function writeDurably(file: number, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.byteLength;) {
    written += (await writeSome(file, bytes, written)).bytesWritten;
  }
  await syncFile(file);
}

async function syncDirectory(path: string): Promise<void> {
  // Windows cannot open directories, and needs no sync for a name to last.
  if (process.platform === 'win32') return;
  const directory = openSync(path, 'r');
  try {
    await syncFile(directory);
  } finally {
    closeSync(directory);
  }
}
