import { appendFile, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { contentHash } from '@wetread/kernel';
import type { ProcessLock, ProcessLocks } from '@wetread/platform';
import type { JournalEntry, JournalledEntry, LeftJournal } from '../../application/intake/intake-journal';
import { FileIntakeJournal } from './file-intake-journal';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'wetread-journal-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const entry = (name: string, bytes: Uint8Array = Buffer.from(`an object\n${name}\0`)): JournalEntry => ({
  name,
  bytes,
  contentHash: contentHash(bytes),
  source: { kind: 'dimse', peer: 'SCANNER' },
  actor: { kind: 'device', id: 'SCANNER' },
});

/** Locks as the processes of one database have them; `end` is the end of one's session. */
class SharedLocks implements ProcessLocks {
  private readonly lost = new Map<string, () => void>();
  constructor(readonly isAlone: boolean) {}

  async tryHold(name: string, onLost = (): void => undefined): Promise<ProcessLock | null> {
    if (this.lost.has(name) && !this.isAlone) return null;
    this.lost.set(name, onLost);
    return { release: async () => void this.lost.delete(name) };
  }

  end(): void {
    const all = [...this.lost.values()];
    this.lost.clear();
    for (const lost of all) lost();
  }
}

const quiet = { warn: () => undefined };
/** A process that is the only one, be it that another was killed before it. */
const started = async (locks: ProcessLocks = new SharedLocks(true), largest?: number) => {
  const journal = new FileIntakeJournal(directory, locks, quiet, largest);
  await journal.open();
  return journal;
};
async function left(journal: FileIntakeJournal, filedUpTo = 0): Promise<LeftJournal[]> {
  const all: LeftJournal[] = [];
  for await (const one of journal.leftBehind(async () => filedUpTo)) all.push(one);
  return all;
}
const waiting = async (journal: FileIntakeJournal, filedUpTo = 0): Promise<JournalledEntry[]> =>
  (await left(journal, filedUpTo)).flatMap(({ entries }) => entries);
const names = (entries: readonly JournalEntry[]): string[] => entries.map(({ name }) => name);
const file = ({ journal }: JournalledEntry, segment = 'a'): string => join(directory, journal, segment);

describe('the intake journal', () => {
  it('gives back, after a stop, what was appended and not filed, as it was', async () => {
    const journal = await started();
    const [first, second, third] = await Promise.all(
      ['1', '2', '3'].map((uid) => journal.append(entry(uid))),
    );
    expect([first, second, third].map((one) => one?.position)).toEqual([1, 2, 3]);
    expect(await waiting(await started(), 1)).toEqual([second, third]);
    expect(second).toMatchObject(entry('2'));
  });

  it('is gone when it is closed and all of it is filed, and stays when it is not', async () => {
    const [done, broken] = [await started(), await started()];
    const entries = [await done.append(entry('1')), await broken.append(entry('2'))] as const;
    done.filed(entries[0]);
    expect([await done.close(), await broken.close()]).toEqual([[entries[0].journal], []]);
    const next = await started();
    const [journal, ...others] = await left(next);
    expect([names(journal!.entries), others]).toEqual([['2'], []]);
    expect(await journal!.remove()).toBe(true);
    expect(await left(next)).toEqual([]);
  });

  it('ends before a record that was being written when the machine stopped', async () => {
    const journal = await started();
    const first = await journal.append(entry('1'));
    const whole = await readFile(file(first));
    await appendFile(file(first), whole.subarray(0, whole.length - 5));
    expect(names(await waiting(await started()))).toEqual(['1']);
  });

  it('does not trust a record whose bytes the disk has changed', async () => {
    const journal = await started();
    const first = await journal.append(entry('1'));
    const bytes = await readFile(file(first));
    for (const place of [60, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[place] = changed[place]! ^ 1;
      await writeFile(file(first), changed);
      expect(await waiting(await started())).toEqual([]);
    }
  });

  it('writes its two files in turn, each when all that stood in it has been filed', async () => {
    const journal = await started(undefined, 50_000);
    const large = Buffer.alloc(20_000, 7);
    const append = () => journal.append(entry('large', large));
    const entries: JournalledEntry[] = [];
    // Three to a file.
    for (let position = 1; position <= 6; position += 1) entries.push(await append());
    const sizes = async () =>
      Promise.all(['a', 'b'].map(async (segment) => (await stat(file(entries[0]!, segment))).size > 60_000));
    expect([await sizes(), journal.takes]).toEqual([[true, true], false]);
    for (const one of entries.slice(0, 2)) journal.filed(one);
    expect(journal.takes).toBe(false);
    journal.filed(entries[2]!);
    expect(journal.takes).toBe(true);
    expect((await append()).position).toBe(7);
    // Written over the first of its three, which all have one length; the second is there still, and nobody's.
    expect(await sizes()).toEqual([true, true]);
    expect((await waiting(await started())).map(({ position }) => position)).toEqual([4, 5, 6, 7]);
  });

  it('holds nothing that is filed for longer than a moment, and forgets nobody who comes meanwhile', async () => {
    const journal = await started();
    const first = await journal.append(entry('1'));
    journal.filed(first);
    await setTimeout(1_100);
    const late = await Promise.all(['2', '3'].map((name) => journal.append(entry(name))));
    expect((await readFile(file(first))).toString()).not.toContain('"position":1,');
    expect(names(await waiting(await started(), 1))).toEqual(['2', '3']);
    for (const one of late) journal.filed(one);
    await setTimeout(1_300);
    const erased = await readFile(file(first));
    expect(erased.equals(Buffer.alloc(erased.length))).toBe(true);
  });

  it('brings back what was set aside until it is taken back', async () => {
    const journal = await started();
    const first = await journal.append(entry('1'));
    await journal.setAside(first);
    journal.filed(first);
    expect(await journal.close()).toEqual([first.journal]);
    const next = await started();
    const aside: JournalledEntry[] = [];
    for await (const one of next.aside()) aside.push(one);
    expect(aside).toEqual([first]);
    await next.takeBack(first);
    for await (const one of next.aside()) throw new Error(`${one.name} is still there`);
  });

  it('takes nothing before it is open, after it was halted, and when closed', async () => {
    const locks = new SharedLocks(true);
    const journal = new FileIntakeJournal(directory, locks, quiet);
    expect(journal.takes).toBe(false);
    await journal.open();
    expect(journal.takes).toBe(true);
    await journal.append(entry('1'));
    journal.halt();
    expect(journal.takes).toBe(false);
    await expect(journal.append(entry('2'))).rejects.toThrow('closed');
    await journal.close();
    expect(names(await waiting(await started()))).toEqual(['1']);
  });

  describe('of one among several processes', () => {
    it('is nobody else’s while that process lives, and is filed by another when it is gone', async () => {
      const locks = new SharedLocks(false);
      const [dying, other] = [await started(locks), await started(locks)];
      await dying.append(entry('1'));
      expect(await left(other)).toEqual([]);
      locks.end();
      expect(names(await waiting(other))).toEqual(['1']);
    });

    it('is not written any more once the lock is lost, and not removed before that is certain', async () => {
      const locks = new SharedLocks(false);
      const [cut, other] = [await started(locks), await started(locks)];
      const first = await cut.append(entry('1'));
      locks.end();
      expect(cut.takes).toBe(false);
      await expect(cut.append(entry('2'))).rejects.toThrow('closed');

      const leftOf = async (filedUpTo: number) =>
        (await left(other, filedUpTo)).find(({ journal }) => journal === first.journal)!;
      expect(await (await leftOf(0)).remove()).toBe(false);
      // Read once, and again when something has come to it.
      expect(await waiting(other)).toEqual([]);
      const late = Date.now() / 1000 + 1;
      await utimes(file(first), late, late);
      expect(names(await waiting(other))).toEqual(['1']);
      expect(await waiting(other, first.position)).toEqual([]);

      const longAgo = Date.now() / 1000 - 2 * 60 * 60;
      for (const segment of ['a', 'b']) await utimes(file(first, segment), longAgo, longAgo);
      expect(await (await leftOf(first.position)).remove()).toBe(true);
      expect(await readdir(directory)).not.toContain(first.journal);
    });

    it('removes its own when all of it is filed after the lock was lost, be that at once', async () => {
      const locks = new SharedLocks(false);
      const [journal] = [await started(locks), await started(locks)];
      const first = await journal.append(entry('1'));
      locks.end();
      await setTimeout(100);
      expect(await readdir(directory)).toEqual([first.journal]);
      journal.filed(first);
      await setTimeout(100);
      expect(await readdir(directory)).toEqual([]);
    });
  });
});
