import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { contentHash } from '@wetread/kernel';
import type { JournalEntry } from '../../application/intake/intake-journal';
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

const opened = async (filedUpTo = 0) => {
  const journal = new FileIntakeJournal(directory);
  return { journal, waiting: await journal.open(filedUpTo) };
};
const file = (): string => join(directory, 'a');
const names = (entries: readonly JournalEntry[]): string[] => entries.map(({ name }) => name);

describe('the intake journal', () => {
  it('gives back, after a stop, what was appended and not filed, as it was', async () => {
    const { journal } = await opened();
    const [first, second, third] = await Promise.all(
      ['1', '2', '3'].map((uid) => journal.append(entry(uid))),
    );
    expect([first, second, third]).toEqual([1, 2, 3]);
    const { journal: next, waiting } = await opened(1);
    expect(waiting).toEqual([
      { ...entry('2'), position: 2 },
      { ...entry('3'), position: 3 },
    ]);
    expect(await next.append(entry('4'))).toBe(4);
  });

  it('never gives a position twice, even when its file was emptied', async () => {
    const { journal } = await opened();
    journal.filed(await journal.append(entry('1')));
    await journal.close();
    expect((await stat(file())).size).toBe(0);
    const { journal: next, waiting } = await opened(1);
    expect(waiting).toEqual([]);
    expect(await next.append(entry('2'))).toBe(2);
  });

  it('ends before a record that was being written when the machine stopped, and goes on there', async () => {
    const { journal } = await opened();
    await journal.append(entry('1'));
    const whole = await readFile(file());
    await appendFile(file(), whole.subarray(0, whole.length - 5));
    const { journal: next, waiting } = await opened();
    expect(names(waiting)).toEqual(['1']);
    await next.append(entry('2'));
    expect(names((await opened()).waiting)).toEqual(['1', '2']);
  });

  it('does not trust a record whose bytes the disk has changed', async () => {
    const { journal } = await opened();
    await journal.append(entry('1'));
    const bytes = await readFile(file());
    for (const place of [60, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[place] = changed[place]! ^ 1;
      await writeFile(file(), changed);
      expect((await opened()).waiting).toEqual([]);
    }
  });

  it('writes its two files in turn, each when all that stood in it has been filed', async () => {
    const journal = new FileIntakeJournal(directory, 50_000);
    await journal.open(0);
    const large = Buffer.alloc(20_000, 7);
    const append = (): Promise<number> => journal.append(entry('large', large));
    const sizes = async () =>
      Promise.all(['a', 'b'].map(async (name) => (await stat(join(directory, name))).size));
    for (let position = 1; position <= 6; position += 1) await append();
    // Three to a file.
    expect((await sizes()).map((size) => size > 60_000)).toEqual([true, true]);
    expect(journal.takes).toBe(false);
    for (const position of [1, 2]) journal.filed(position);
    expect(journal.takes).toBe(false);
    journal.filed(3);
    expect(journal.takes).toBe(true);
    expect(await append()).toBe(7);
    // Written over the first of its three, which all have one length; the second is there still, and nobody's.
    expect((await sizes()).map((size) => size > 60_000)).toEqual([true, true]);
    expect((await opened()).waiting.map(({ position }) => position)).toEqual([4, 5, 6, 7]);
  });

  it('holds nothing that is filed for longer than a moment, and forgets nobody who comes meanwhile', async () => {
    const { journal } = await opened();
    journal.filed(await journal.append(entry('1')));
    await setTimeout(1_100);
    const late = await Promise.all(['2', '3'].map((name) => journal.append(entry(name))));
    expect(late).toEqual([2, 3]);
    expect((await readFile(file())).toString()).not.toContain('"position":1,');
    expect(names((await opened(1)).waiting)).toEqual(['2', '3']);
    for (const position of late) journal.filed(position);
    await setTimeout(1_300);
    const erased = await readFile(file());
    expect(erased.equals(Buffer.alloc(erased.length))).toBe(true);
    await journal.close();
    expect((await stat(file())).size).toBe(0);
  });

  it('brings back what was set aside, once more, under a new position', async () => {
    const { journal } = await opened();
    const position = await journal.append(entry('1'));
    await journal.setAside({ ...entry('1'), position });
    journal.filed(position);
    const { journal: next, waiting } = await opened(position);
    expect(waiting).toEqual([{ ...entry('1'), position: 2 }]);
    next.filed(2);
    await next.close();
    expect((await opened(2)).waiting).toEqual([]);
  });

  it('takes nothing before it is open, after it was halted, and when closed', async () => {
    const journal = new FileIntakeJournal(directory);
    expect(journal.takes).toBe(false);
    await journal.open(0);
    expect(journal.takes).toBe(true);
    await journal.append(entry('1'));
    journal.halt();
    expect(journal.takes).toBe(false);
    await expect(journal.append(entry('2'))).rejects.toThrow('closed');
    await journal.close();
    expect(names((await opened()).waiting)).toEqual(['1']);
  });
});
