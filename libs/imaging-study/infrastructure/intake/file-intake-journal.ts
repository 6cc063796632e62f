import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Logger, type ProcessLock, type ProcessLocks, syncDirectory } from '@wetread/platform';
import {
  IntakeJournal,
  type JournalEntry,
  type JournalledEntry,
  type LeftJournal,
} from '../../application/intake/intake-journal';
import { journalEntries, journalRecord } from './journal-record';
import { lastWritten, readEntries, removeJournal } from './left-journal';
import { OwnJournal } from './own-journal';

/** Of one file of a journal; there are two. */
const LARGEST = 64 * 1024 * 1024;
/** Between two attempts to open one. */
const PAUSE_MS = 5_000;
const ASIDE = 'aside';
const NAME = /^[0-9a-f-]{36}$/;

interface Held {
  journal: OwnJournal;
  lock: ProcessLock;
}

/**
 * Journals as directories below `intake/`, one for each process that takes objects in, which holds a lock of its name.
 * `aside/` holds what could not be filed.
 */
export class FileIntakeJournal extends IntakeJournal {
  /** Those of this process, the one that is written last. */
  private readonly held = new Map<string, Held>();
  /** When each of the others had been written last as it was read and filed. */
  private readonly finished = new Map<string, number>();
  private current?: OwnJournal;
  private opening?: Promise<void>;
  private isHalted = false;

  constructor(
    private readonly directory: string,
    private readonly locks: ProcessLocks,
    private readonly logger: Pick<Logger, 'warn'>,
    private readonly largest = LARGEST,
  ) {
    super();
  }

  get takes(): boolean {
    return !this.isHalted && this.current?.takes === true;
  }

  open(): Promise<void> {
    return (this.opening ??= this.openOwn());
  }

  async append(entry: JournalEntry): Promise<JournalledEntry> {
    if (this.isHalted || !this.current) throw new Error('the intake journal is closed');
    return this.current.append(entry);
  }

  filed({ journal, position }: JournalledEntry): void {
    const held = this.held.get(journal);
    held?.journal.filed(position);
    if (held && held.journal !== this.current) void this.letGo(held).catch(() => undefined);
  }

  async setAside(entry: JournalledEntry): Promise<void> {
    await mkdir(this.asideDirectory, { recursive: true, mode: 0o700 });
    const record = Buffer.concat(journalRecord(entry, entry.position));
    await writeFile(this.pathAside(entry), record, { mode: 0o600, flush: true });
    await syncDirectory(this.asideDirectory);
  }

  async *aside(): AsyncIterable<JournalledEntry> {
    for (const name of await namesIn(this.asideDirectory)) {
      const [entry] = journalEntries(await readFile(join(this.asideDirectory, name)));
      // Not whole: its place in the journal was never passed.
      if (entry) yield { ...entry, journal: name.slice(0, name.lastIndexOf('.')) };
    }
  }

  async takeBack(entry: JournalledEntry): Promise<void> {
    await rm(this.pathAside(entry), { force: true });
  }

  async *leftBehind(filedUpTo: (journal: string) => Promise<number>): AsyncIterable<LeftJournal> {
    for (const name of await namesIn(this.directory)) {
      if (!NAME.test(name) || this.held.has(name)) continue;
      const lock = await this.locks.tryHold(lockOf(name));
      if (!lock) continue;
      try {
        const left = await this.readUnread(name, filedUpTo);
        if (left) yield left;
      } finally {
        await lock.release();
      }
    }
  }

  halt(): void {
    this.isHalted = true;
    this.current?.halt();
  }

  async close(): Promise<string[]> {
    this.halt();
    await this.opening;
    const gone: string[] = [];
    for (const held of this.held.values()) {
      if (await this.letGo(held)) gone.push(held.journal.name);
      else await this.leave(held);
    }
    return gone;
  }

  private get asideDirectory(): string {
    return join(this.directory, ASIDE);
  }

  private pathAside({ journal, position }: JournalledEntry): string {
    return join(this.asideDirectory, `${journal}.${position}`);
  }

  private async openOwn(): Promise<void> {
    if (this.isHalted) return;
    const name = randomUUID();
    let lock: ProcessLock | null = null;
    let isLost = false;
    try {
      lock = await this.locks.tryHold(lockOf(name), () => {
        isLost = true;
        this.lost(name);
      });
      if (!lock) throw new Error('the lock of a new name is held');
      const journal = await OwnJournal.create(join(this.directory, name), name, this.largest);
      this.held.set(name, { journal, lock });
      this.current = journal;
      if (isLost) this.lost(name);
    } catch (error) {
      await lock?.release();
      this.logger.warn(
        { error },
        'no intake journal could be opened; instances are filed before they are answered',
      );
      this.openLater();
    }
  }

  /** Another process may file now what stands there: this one writes no more of it. */
  private lost(name: string): void {
    const held = this.held.get(name);
    if (!held) return;
    held.journal.halt();
    if (held.journal !== this.current) return;
    this.current = undefined;
    this.logger.warn({ journal: name }, 'the lock of the intake journal was lost; another one is opened');
    this.openLater();
    void this.letGo(held).catch(() => undefined);
  }

  private openLater(): void {
    setTimeout(() => (this.opening = undefined), PAUSE_MS).unref();
  }

  /** Lets go of a journal that is not written any more and all of whose entries are filed. */
  private async letGo(held: Held): Promise<boolean> {
    const { journal } = held;
    if (!journal.isDone) return false;
    await this.leave(held);
    await rm(join(this.directory, journal.name), { recursive: true, force: true });
    return true;
  }

  private async leave({ journal, lock }: Held): Promise<void> {
    this.held.delete(journal.name);
    await journal.close();
    await lock.release();
  }

  private async readUnread(
    name: string,
    filedUpTo: (journal: string) => Promise<number>,
  ): Promise<LeftJournal | null> {
    const directory = join(this.directory, name);
    const written = await lastWritten(directory);
    // Somebody has filed and removed it in the meantime.
    if (written === null) return null;
    const isFinished = this.finished.get(name) === written;
    return {
      journal: name,
      entries: isFinished ? [] : await readEntries(directory, name, await filedUpTo(name)),
      remove: async () => {
        this.finished.set(name, written);
        return removeJournal(directory, this.locks.isAlone);
      },
    };
  }
}

const lockOf = (name: string): string => `intake/${name}`;

const namesIn = (directory: string): Promise<string[]> =>
  readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
