import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { DicomObject } from '@wetread/dicom';
import { contentHash } from '@wetread/kernel';
import type { JournalEntry } from '../../application/intake/intake-journal';
import { madeInstance } from '../../testing/made-instance';
import { FileIntakeJournal } from './file-intake-journal';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'wetread-journal-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const entry = (uid: string, comment = ''): JournalEntry => ({
  source: { kind: 'dimse', peer: 'SCANNER' },
  actor: { kind: 'device', id: 'SCANNER' },
  instance: {
    kind: 'storable',
    name: uid,
    header: DicomObject.parse(
      madeInstance({ SOPInstanceUID: '1.2.3', StudyInstanceUID: '1.2', SeriesInstanceUID: '1.2.1' }),
    ).header,
    headerJson: { '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Müller^Ü\n' }] }, '00104000': comment },
    queryAttributes: { study: {}, series: {} },
    contentHash: contentHash('object'),
    dataSetHash: contentHash('data set'),
    bytes: 8,
  },
});

const opened = async (filedUpTo = 0) => {
  const journal = new FileIntakeJournal(directory);
  return { journal, waiting: await journal.open(filedUpTo) };
};
const file = (): string => join(directory, 'journal');
const uids = (entries: readonly JournalEntry[]): string[] => entries.map(({ instance }) => instance.name);

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

  it('ends before a line that was being written when the machine stopped, and goes on there', async () => {
    const { journal } = await opened();
    await journal.append(entry('1'));
    const whole = await readFile(file());
    await appendFile(file(), whole.subarray(0, whole.length - 5));
    const { journal: next, waiting } = await opened();
    expect(uids(waiting)).toEqual(['1']);
    await next.append(entry('2'));
    expect(uids((await opened()).waiting)).toEqual(['1', '2']);
  });

  it('does not trust a line whose bytes the disk has changed', async () => {
    const { journal } = await opened();
    await journal.append(entry('1'));
    const bytes = await readFile(file());
    bytes[60] = bytes[60]! ^ 1;
    await rm(file());
    await appendFile(file(), bytes);
    expect((await opened()).waiting).toEqual([]);
  });

  it('empties its file when all is filed, and forgets nobody who comes meanwhile', async () => {
    const { journal } = await opened();
    const long = 'x'.repeat(300_000);
    for (let round = 0; round < 40; round += 1) {
      const position = await journal.append(entry(`${round}`, long));
      await setImmediate();
      // Emptying begins here, and the next one comes at that moment.
      journal.filed(position);
    }
    const last = await journal.append(entry('last'));
    expect(last).toBe(41);
    expect((await stat(file())).size).toBeLessThan(5_000_000);
    expect(uids((await opened(40)).waiting)).toEqual(['last']);
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
    expect(uids((await opened()).waiting)).toEqual(['1']);
  });
});
