import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fsync,
  linkSync,
  mkdirSync,
  open as openFileDescriptor,
  renameSync,
  rmSync,
  write,
} from 'node:fs';
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { ContentHash } from '@wetread/kernel';
import { syncDirectory } from '../disk/sync-directory';
import { BlobNotFound, isFull, isMissing } from './blob-errors';

const HASH = /^[0-9a-f]{64}$/;
const PRIVATE = { recursive: true, mode: 0o700 };
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

const syncFile = promisify(fsync);
const openFile = promisify(openFileDescriptor);
const writeSome = promisify(write);

/**
 * Names below one directory: `ab/<sha256>`, and `incoming/` for what is still being written. Only what waits for the
 * disk goes through the thread pool: to write, to sync, and to make a file, which on a journalling file system waits for
 * what others are syncing. Moving names is a matter of the page cache, and going there and back ten times for one small file
 * takes longer than all of it.
 */
export class BlobFiles {
  private readonly incoming: string;

  constructor(private readonly directory: string) {
    this.incoming = join(directory, 'incoming');
  }

  /** Makes the directories and removes what killed processes left half-written, unless it is younger than `ageMs`. */
  async prepare(ageMs = 0): Promise<void> {
    await mkdir(this.incoming, PRIVATE);
    for (let first = 0; first < 256; first += 1) {
      mkdirSync(join(this.directory, first.toString(16).padStart(2, '0')), PRIVATE);
    }
    await syncDirectory(this.directory);
    for (const name of await readdir(this.incoming)) await this.sweep(join(this.incoming, name), ageMs);
  }

  private async sweep(draft: string, ageMs: number): Promise<void> {
    // Another process may be moving it away at this moment.
    const found = await stat(draft).catch(() => null);
    if (found && found.mtimeMs <= Date.now() - ageMs) await rm(draft, { force: true });
  }

  // The hash becomes a path: whatever is not one never reaches the file system.
  pathOf(hash: ContentHash): string {
    if (!HASH.test(hash)) throw new BlobNotFound('(not a SHA-256)');
    return join(this.directory, hash.slice(0, 2), hash);
  }

  /** An empty draft, open for writing and reading. */
  async newDraft(): Promise<{ path: string; file: FileHandle }> {
    const path = join(this.incoming, randomUUID());
    return { path, file: await this.drafting(() => open(path, 'wx+', 0o600)) };
  }

  /**
   * The whole blob gets its name before anything is synced, so that bytes and name are synced at once. After a crash a name
   * may then stand without its bytes, but only one that nobody was told of; and whoever finds a name taken syncs before
   * moving its own bytes there, so that such a name is put right.
   */
  async write(bytes: Uint8Array, hash: Promise<ContentHash>): Promise<void> {
    const draft = join(this.incoming, randomUUID());
    const file = await this.drafting(() => openFile(draft, NEW_FILE, 0o600));
    try {
      // The hash is being computed meanwhile; a failure of the disk must not leave it unawaited.
      const [name] = await Promise.all([hash, writeAll(file, bytes)]);
      const changed = this.giveName(draft, name);
      if (changed) await Promise.all([syncFile(file), ...changed.map(syncDirectory)]);
      else {
        await syncFile(file);
        await this.moveIntoPlace(draft, name);
      }
    } finally {
      closeSync(file);
      rmSync(draft, { force: true });
    }
  }

  /** Moves a draft whose bytes are on the disk to its name, so that the name lasts as well. */
  async moveIntoPlace(draft: string, hash: ContentHash): Promise<void> {
    const path = this.pathOf(hash);
    // Renaming over an equal file changes nothing, and repairs one whose bytes the disk has changed.
    const made = makingFolder(dirname(path), () => renameSync(draft, path));
    await Promise.all(foldersToSync(path, made).map(syncDirectory));
  }

  /** Does `work` in the folder of drafts, which somebody may have removed. */
  private async drafting<T>(work: () => Promise<T>): Promise<T> {
    return work().catch(async (error: unknown) => {
      if (!isMissing(error)) throw error;
      await mkdir(this.incoming, PRIVATE);
      return work();
    });
  }

  /** Gives a draft a second name, its hash. Returns the directories that this changed, `null` when the name is taken. */
  private giveName(draft: string, hash: ContentHash): string[] | null {
    const path = this.pathOf(hash);
    try {
      const made = makingFolder(dirname(path), () => linkSync(draft, path));
      return foldersToSync(path, made);
    } catch (error) {
      // EEXIST; or a file system that knows no second names.
      if (isFull(error)) throw error;
      return null;
    }
  }
}

/** Does `work`, and once more when only the folder for it was missing. Returns the uppermost folder that was. */
function makingFolder(folder: string, work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (!isMissing(error)) throw error;
    const made = mkdirSync(folder, PRIVATE);
    work();
    return made;
  }
}

/** A name is durable only when its directory is; a new directory only when its parent is. */
function foldersToSync(path: string, made?: string): string[] {
  const folders = [dirname(path)];
  if (!made) return folders;
  for (let folder = dirname(path); folder !== dirname(made);) {
    folder = dirname(folder);
    folders.push(folder);
  }
  return folders;
}

async function writeAll(file: number, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.byteLength;) {
    written += (await writeSome(file, bytes, written)).bytesWritten;
  }
}
