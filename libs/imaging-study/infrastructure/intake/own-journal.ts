import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncDirectory } from '@wetread/platform';
import type { JournalEntry, JournalledEntry } from '../../application/intake/intake-journal';
import { JournalSegment } from './journal-segment';

/** What has been filed stays so long at most when nothing comes: objects may not outlive their deletion here. */
const IDLE_MS = 1_000;
/** The files of a journal, in its directory. */
export const SEGMENTS = ['a', 'b'] as const;

interface Appending {
  entry: JournalledEntry;
  resolve(entry: JournalledEntry): void;
  reject(error: unknown): void;
}

/**
 * A journal that this process writes: two files in turn; entries that come while the disk is busy share its next write.
 */
export class OwnJournal {
  private isHalted = false;
  private next = 1;
  private isWriting = false;
  private readonly appending: Appending[] = [];
  private idle?: NodeJS.Timeout;

  private constructor(
    readonly name: string,
    private current: JournalSegment,
    private spare: JournalSegment,
    private readonly largest: number,
  ) {}

  /** @param largest beyond so many bytes a file takes no more, and the other is written once all that stands there is filed */
  static async create(directory: string, name: string, largest: number): Promise<OwnJournal> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const [a, b] = await Promise.all([
      JournalSegment.create(join(directory, SEGMENTS[0])),
      JournalSegment.create(join(directory, SEGMENTS[1])),
    ]);
    // The names of the files, of the directory, and of the one that holds all of them.
    for (const at of [directory, dirname(directory), dirname(dirname(directory))]) await syncDirectory(at);
    return new OwnJournal(name, a, b, largest);
  }

  get takes(): boolean {
    return !this.isHalted && (this.current.size < this.largest || this.spare.isFiled);
  }

  append(entry: JournalEntry): Promise<JournalledEntry> {
    const journalled = { ...entry, journal: this.name, position: this.next++ };
    return new Promise((resolve, reject) => {
      this.appending.push({ entry: journalled, resolve, reject });
      void this.writeAll();
    });
  }

  filed(position: number): void {
    this.current.filed(position);
    this.spare.filed(position);
    clearTimeout(this.idle);
    if (this.isDone) this.idle = setTimeout(() => void this.erase(), IDLE_MS).unref();
  }

  /** Takes nothing more. */
  halt(): void {
    this.isHalted = true;
  }

  /** Whether all that stands in it has been filed. */
  get isDone(): boolean {
    return this.appending.length === 0 && !this.isWriting && this.current.isFiled && this.spare.isFiled;
  }

  async close(): Promise<void> {
    this.halt();
    clearTimeout(this.idle);
    await this.current.close();
    await this.spare.close();
  }

  private async writeAll(): Promise<void> {
    if (this.isWriting) return;
    this.isWriting = true;
    while (this.appending.length > 0) await this.write(this.appending.splice(0));
    this.isWriting = false;
  }

  private async write(some: readonly Appending[]): Promise<void> {
    try {
      await this.segment().append(some.map(({ entry }) => entry));
      for (const { entry, resolve } of some) resolve(entry);
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
  }

  /** Where the next entries belong. */
  private segment(): JournalSegment {
    const { current, spare } = this;
    if (this.isHalted) throw new Error('the intake journal is closed');
    if (current.size < this.largest || !spare.isFiled) return current;
    spare.restart();
    [this.current, this.spare] = [spare, current];
    return spare;
  }

  private async erase(): Promise<void> {
    if (this.isHalted || !this.isDone) return;
    this.isWriting = true;
    const isIdle = (): boolean => this.appending.length === 0 && !this.isHalted;
    try {
      await this.current.erase(isIdle);
      await this.spare.erase(isIdle);
    } catch {
      // The next one erases them.
    }
    this.isWriting = false;
    // What came meanwhile.
    void this.writeAll();
  }
}
