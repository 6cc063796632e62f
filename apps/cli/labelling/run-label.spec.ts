import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runLabel } from './run-label';

describe('wetread label', () => {
  let folder: string;
  let printed: string;
  const errors: string[] = [];
  const label = (order: Partial<Parameters<typeof runLabel>[0]>) =>
    runLabel({ text: null, batch: null, json: false, devices: false, ...order });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wetread-label-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  beforeEach(() => {
    printed = '';
    errors.length = 0;
    jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      printed += String(chunk);
      return true;
    });
    jest.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(line));
  });
  afterEach(() => jest.restoreAllMocks());

  it('tells each finding on a line, with side and place', async () => {
    await label({ text: 'Nodule in the left upper lobe. No effusion.' });
    expect(printed).toBe('absent     Pleural effusion\npresent    Lung nodule, left upper zone\n');
  });

  it('says so when a text speaks of no finding', async () => {
    await label({ text: 'Rule out pneumonia.' });
    expect(printed).toBe('no finding is spoken of\n');
  });

  it('tells devices only when they are asked for', async () => {
    await label({ text: 'Pacemaker.', json: true });
    await label({ text: 'Pacemaker.', json: true, devices: true });
    expect(printed.split('\n').map((line) => line && JSON.parse(line))).toEqual([
      { findings: [] },
      { findings: [{ label: 'SupportDevice', status: 'present', side: 'none', place: 'none' }] },
      '',
    ]);
  });

  it('answers a batch in its order, and names the lines that are none', async () => {
    const file = join(folder, 'sentences.jsonl');
    const lines = [
      '\uFEFF{"id":"b","text":"Apical capping on the right."}',
      '',
      '{"id":"a"}',
      'no json',
      '{"id":3,"text":"Clear lungs."}',
    ];
    await writeFile(file, lines.join('\r\n'));
    expect(await label({ batch: file })).toEqual({ failed: 2 });
    const records = printed
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: unknown; findings?: { status: string }[]; error?: string });
    expect(records.map(({ id }) => id)).toEqual(['b', 'a', null, 3]);
    expect(records[0]!.findings).toEqual([
      { label: 'Pleural_Thickening', status: 'present', side: 'right', place: 'upper' },
    ]);
    expect(records[3]!.findings!.map(({ status }) => status)).toEqual(Array(7).fill('absent'));
    expect(records[1]!.error).toMatch(/^line 3 is no sentence \(text: .*\[cli\.sentence-line-invalid\]$/);
    expect(errors).toEqual([
      expect.stringMatching(/^wetread: line 3 /),
      expect.stringMatching(/^wetread: line 4 is not JSON/),
    ]);
  });

  it('refuses a batch that is not there, nothing, and both at once', async () => {
    await expect(label({ batch: join(folder, 'none.jsonl') })).rejects.toMatchObject({
      code: 'cli.path-unreadable',
    });
    await expect(label({ batch: folder })).rejects.toMatchObject({ code: 'cli.path-unreadable' });
    await expect(label({})).rejects.toMatchObject({ code: 'cli.nothing-to-label' });
    await expect(label({ text: 'a', batch: 'b' })).rejects.toMatchObject({ code: 'cli.text-and-batch' });
  });
});
