import { writeSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import {
  IntakeJournal,
  type JournalEntry,
  type JournalledEntry,
} from '../../application/intake/intake-journal';
import { journalEntries, journalLine } from './journal-line';

/** Beyond this no entry is taken until all that stand in it have been filed. Bytes. */
const LARGEST = 64 * 1024 * 1024;
/** Below this emptying it is not worth a sync. Bytes. */
const WORTH_EMPTYING = 4 * 1024 * 1024;

interface Appending {
  line: string;
  position: number;
  resolve(position: number): void;
  reject(error: unknown): void;
}

/**
 * The journal as one file; entries that come while the disk is busy share its next sync. `aside/` holds what could not
 * be filed. Only for the one process that owns the directory.
 */
export class FileIntakeJournal extends IntakeJournal {
  private file?: FileHandle;
  private size = 0;
  private next = 1;
  /** Positions that are in the file and not yet filed. */
  private readonly unfiled = new Set<number>();
  private isWriting = false;
  private readonly appending: Appending[] = [];

  constructor(private readonly directory: string) {
    super();
  }

  get takes(): boolean {
    return this.file !== undefined && this.size < LARGEST;
  }

  async open(filedUpTo: number): Promise<JournalledEntry[]> {
    await mkdir(this.aside, { recursive: true, mode: 0o700 });
    const path = join(this.directory, 'journal');
    const { entries, bytes } = journalEntries(await readFile(path).catch(() => Buffer.alloc(0)));
    this.file = await open(path, 'a', 0o600);
    // A torn line would hide those behind it.
    await this.file.truncate(bytes);
    await this.file.sync();
    await syncDirectory(this.directory);
    this.size = bytes;
    this.next = Math.max(filedUpTo, entries.at(-1)?.position ?? 0) + 1;
    const unfiled = entries.filter(({ position }) => position > filedUpTo);
    for (const { position } of unfiled) this.unfiled.add(position);
    return [...unfiled, ...(await this.bringBack())];
  }

  append(entry: JournalEntry): Promise<number> {
    const position = this.next++;
    return new Promise((resolve, reject) => {
      this.appending.push({ line: journalLine(entry, position), position, resolve, reject });
      void this.writeAll();
    });
  }

  filed(position: number): void {
    this.unfiled.delete(position);
    void this.writeAll();
  }

  async setAside(entry: JournalledEntry): Promise<void> {
    const path = join(this.aside, `${entry.position}`);
    await writeFile(path, journalLine(entry, entry.position), { mode: 0o600, flush: true });
    await syncDirectory(this.aside);
  }

  halt(): void {
    this.file = undefined;
  }

  async close(): Promise<void> {
    const { file } = this;
    this.file = undefined;
    if (file && this.isDone()) await file.truncate(0);
    await file?.close();
  }

  private get aside(): string {
    return join(this.directory, 'aside');
  }

  private isDone(): boolean {
    return this.unfiled.size === 0 && this.appending.length === 0;
  }

  /** Entries that were set aside get new positions: they are tried again, after all others. */
  private async bringBack(): Promise<JournalledEntry[]> {
    const again: JournalledEntry[] = [];
    for (const name of await readdir(this.aside)) {
      const path = join(this.aside, name);
      const [entry] = journalEntries(await readFile(path)).entries;
      // Not whole: its place in the journal was never passed.
      if (entry) again.push({ ...entry, position: await this.append(entry) });
      await rm(path);
    }
    return again;
  }

  private async writeAll(): Promise<void> {
    if (this.isWriting) return;
    this.isWriting = true;
    do {
      while (this.appending.length > 0) await this.write(this.appending.splice(0));
      if (this.file && this.isDone() && this.size > WORTH_EMPTYING) await this.empty(this.file);
      // What came while it was emptied is written as well.
    } while (this.appending.length > 0);
    this.isWriting = false;
  }

  private async write(some: readonly Appending[]): Promise<void> {
    const { file } = this;
    try {
      if (!file) throw new Error('the intake journal is closed');
      const lines = Buffer.from(some.map(({ line }) => line).join(''));
      // Into the page cache at once; only the disk is waited for elsewhere.
      for (let at = 0; at < lines.byteLength;) at += writeSync(file.fd, lines, at);
      await file.datasync();
      this.size += lines.byteLength;
      for (const { position, resolve } of some) {
        this.unfiled.add(position);
        resolve(position);
      }
    } catch (error) {
      // Nobody is answered for half a line; if it cannot be taken back, nothing may be written behind it.
      await file?.truncate(this.size).catch(() => this.halt());
      for (const { reject } of some) reject(error);
    }
  }

  private async empty(file: FileHandle): Promise<void> {
    try {
      await file.truncate(0);
      this.size = 0;
    } catch {
      // The next one empties it.
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
