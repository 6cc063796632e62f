import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncDirectory } from '@wetread/platform';
import {
  IntakeJournal,
  type JournalEntry,
  type JournalledEntry,
} from '../../application/intake/intake-journal';
import { journalEntries, journalRecord } from './journal-record';
import { JournalSegment } from './journal-segment';

/** Beyond this a segment takes no more, and the other is written once all that stands there has been filed. Bytes. */
const LARGEST = 64 * 1024 * 1024;
/** What has been filed stays so long at most when nothing comes: objects may not outlive their deletion here. */
const IDLE_MS = 1_000;

interface Appending {
  entry: JournalledEntry;
  resolve(position: number): void;
  reject(error: unknown): void;
}

/**
 * The journal as two files that are written in turn; entries that come while the disk is busy share its next write.
 * `aside/` holds what could not be filed. Only for the one process that owns the directory.
 */
export class FileIntakeJournal extends IntakeJournal {
  private current?: JournalSegment;
  private spare?: JournalSegment;
  private isHalted = false;
  private next = 1;
  private isWriting = false;
  private readonly appending: Appending[] = [];
  private idle?: NodeJS.Timeout;

  constructor(
    private readonly directory: string,
    private readonly largest = LARGEST,
  ) {
    super();
  }

  get takes(): boolean {
    const { current, spare, isHalted } = this;
    return !isHalted && current !== undefined && (current.size < this.largest || spare?.isFiled === true);
  }

  async open(filedUpTo: number): Promise<JournalledEntry[]> {
    await mkdir(this.aside, { recursive: true, mode: 0o700 });
    const opened = await Promise.all(
      ['a', 'b'].map((name) => JournalSegment.open(join(this.directory, name), filedUpTo)),
    );
    await syncDirectory(this.directory);
    [this.current, this.spare] = opened.map(({ segment }) => segment);
    const unfiled = opened
      .flatMap(({ entries }) => entries)
      .toSorted((one, other) => one.position - other.position);
    this.next = Math.max(filedUpTo, unfiled.at(-1)?.position ?? 0) + 1;
    return [...unfiled, ...(await this.bringBack())];
  }

  append(entry: JournalEntry): Promise<number> {
    const position = this.next++;
    return new Promise((resolve, reject) => {
      this.appending.push({ entry: { ...entry, position }, resolve, reject });
      void this.writeAll();
    });
  }

  filed(position: number): void {
    this.current?.filed(position);
    this.spare?.filed(position);
    clearTimeout(this.idle);
    if (this.isDone()) this.idle = setTimeout(() => void this.erase(), IDLE_MS).unref();
  }

  async setAside(entry: JournalledEntry): Promise<void> {
    const path = join(this.aside, `${entry.position}`);
    const record = Buffer.concat(journalRecord(entry, entry.position));
    await writeFile(path, record, { mode: 0o600, flush: true });
    await syncDirectory(this.aside);
  }

  halt(): void {
    this.isHalted = true;
  }

  async close(): Promise<void> {
    this.halt();
    clearTimeout(this.idle);
    await this.current?.close();
    await this.spare?.close();
  }

  private get aside(): string {
    return join(this.directory, 'aside');
  }

  private isDone(): boolean {
    return this.appending.length === 0 && [this.current, this.spare].every((one) => one?.isFiled);
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
    while (this.appending.length > 0) await this.write(this.appending.splice(0));
    this.isWriting = false;
  }

  private async write(some: readonly Appending[]): Promise<void> {
    try {
      const segment = await this.segment();
      await segment.append(some.map(({ entry }) => entry));
      for (const { entry, resolve } of some) resolve(entry.position);
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
  }

  /** Where the next entries belong. */
  private async segment(): Promise<JournalSegment> {
    const { current, spare } = this;
    if (this.isHalted || !current || !spare) throw new Error('the intake journal is closed');
    if (current.size < this.largest || !spare.isFiled) return current;
    spare.restart();
    [this.current, this.spare] = [spare, current];
    return spare;
  }

  private async erase(): Promise<void> {
    if (this.isWriting || this.isHalted || !this.isDone()) return;
    this.isWriting = true;
    const isIdle = (): boolean => this.appending.length === 0 && !this.isHalted;
    try {
      await this.current?.erase(isIdle);
      await this.spare?.erase(isIdle);
    } catch {
      // The next one erases them.
    }
    this.isWriting = false;
    // What came meanwhile.
    void this.writeAll();
  }
}
