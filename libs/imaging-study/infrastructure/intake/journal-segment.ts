import { constants, writev } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { journalRecord, type StandingEntry } from './journal-record';

const writeAt = promisify(writev);

/** Whether a write can be on the disk when it ends. Elsewhere the flag is missing, or stops at the disk's own cache. */
const SYNCS_ITSELF = process.platform === 'linux';
/** That saves a second trip to another thread. */
const NEW_DURABLE =
  constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | (SYNCS_ITSELF ? constants.O_DSYNC : 0);

const ZEROS = Buffer.alloc(1024 * 1024);

/**
 * One file of the journal: written from its beginning, begun again when all that stands in it has been filed. It keeps
 * its length then: to write over what stands there needs no transaction of the file system, which making a file longer
 * does. What is left of an earlier pass has lower positions, and so ends the journal that is read.
 */
export class JournalSegment {
  /** Positions that stand here and are not filed yet. */
  private readonly unfiled = new Set<number>();
  /** Where the last byte of earlier passes that has not been written over may stand. */
  private dirtyUpTo = 0;
  private length = 0;

  private constructor(private readonly file: FileHandle) {}

  /** @throws where the file is there already: a journal has one writer */
  static async create(path: string): Promise<JournalSegment> {
    return new JournalSegment(await open(path, NEW_DURABLE, 0o600));
  }

  /** Bytes. */
  get size(): number {
    return this.length;
  }

  get isFiled(): boolean {
    return this.unfiled.size === 0;
  }

  /** Resolves once all entries are on the disk; of several that cannot be written, none stays. */
  async append(entries: readonly StandingEntry[]): Promise<void> {
    const pieces = entries.flatMap((entry) => journalRecord(entry, entry.position));
    for (const { position } of entries) this.unfiled.add(position);
    try {
      const end = await this.write(pieces, this.length);
      if (!SYNCS_ITSELF) await this.file.datasync();
      this.length = end;
      this.dirtyUpTo = Math.max(this.dirtyUpTo, end);
    } catch (error) {
      for (const { position } of entries) this.unfiled.delete(position);
      // What cannot be taken away lies behind the end, where the next entry is written over it.
      await this.cut().catch(() => undefined);
      throw error;
    }
  }

  filed(position: number): void {
    this.unfiled.delete(position);
  }

  /** Begins anew; only for one whose entries are all filed. */
  restart(): void {
    this.length = 0;
  }

  /** Writes zeros over what is filed, from its end on, so that it can be left and gone on with at any time. */
  async erase(isWanted: () => boolean): Promise<void> {
    this.restart();
    while (this.dirtyUpTo > 0 && isWanted()) {
      const length = Math.min(ZEROS.byteLength, this.dirtyUpTo);
      const from = this.dirtyUpTo - length;
      await this.write([ZEROS.subarray(0, length)], from);
      this.dirtyUpTo = from;
    }
  }

  async close(): Promise<void> {
    if (this.isFiled) this.restart();
    await this.cut().catch(() => undefined);
    await this.file.close();
  }

  private async cut(): Promise<void> {
    await this.file.truncate(this.length);
    this.dirtyUpTo = this.length;
  }

  /** Where the written pieces end. */
  private async write(pieces: Uint8Array[], from: number): Promise<number> {
    let at = from;
    let rest = pieces;
    while (rest.length > 0) {
      const { bytesWritten } = await writeAt(this.file.fd, rest, at);
      at += bytesWritten;
      rest = behind(rest, bytesWritten);
    }
    return at;
  }
}

/** What is left of `pieces` behind so many bytes. */
function behind(pieces: readonly Uint8Array[], bytes: number): Uint8Array[] {
  const rest: Uint8Array[] = [];
  let toSkip = bytes;
  for (const piece of pieces) {
    if (toSkip < piece.byteLength) rest.push(piece.subarray(toSkip));
    toSkip = Math.max(0, toSkip - piece.byteLength);
  }
  return rest;
}
