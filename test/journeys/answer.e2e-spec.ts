import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawChestPhantom, toGrey8, writePhantomStudy } from '@wetread/phantom';
import sharp from 'sharp';
import { wetread } from '../harness/wetread-command';

const lines = (stdout: string): Record<string, unknown>[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('wetread answer and wetread caption', () => {
  let folder: string;
  let env: Record<string, string>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wetread-answer-'));
    env = { WETREAD_DATA_DIR: join(folder, 'data') };
    const { width, height, pixels } = drawChestPhantom({ seed: 9, size: 384, mark: false });
    await sharp(toGrey8(pixels), { raw: { width, height, channels: 1 } })
      .png()
      .toFile(join(folder, 'film.png'));
    const { instances } = writePhantomStudy({
      patient: { id: 'PHANTOM-Q', name: 'PHANTOM^Question', birthDate: '19500101', sex: 'F' },
      study: { date: '20261120', time: '080000', description: 'Chest PA (phantom)', accessionNumber: 'Q-1' },
      films: [{ seed: 9 }],
      size: 384,
    });
    await writeFile(join(folder, 'film.dcm'), instances[0]!.bytes);
    await writeFile(join(folder, 'letter.dcm'), 'not DICOM at all');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(['answer', 'caption'])('explains %s', async (command) => {
    const { code, stdout } = await wetread([command, '--help'], env);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: wetread ${command}`);
  });

  it('answers a question about a film, and tells the mark of a phantom', async () => {
    const { code, stdout } = await wetread(
      ['answer', join(folder, 'film.dcm'), '--question', 'Is this a chest x-ray?', '--json'],
      env,
    );
    expect(code).toBe(0);
    expect(lines(stdout)[0]).toMatchObject({
      question: 'Is this a chest x-ray?',
      confidence: expect.any(Number),
      abstained: expect.any(Boolean),
      marks: ['PHANTOM'],
      model: { name: 'wetread-vqa' },
    });
  });

  it('answers a batch line by line; one bad line does not stop the others', async () => {
    const batch = join(folder, 'questions.jsonl');
    const asked = [
      { id: 'a', image: 'film.png', question: 'Which organ is shown?' },
      { id: 'b', image: 'nowhere.png', question: 'Which organ is shown?' },
      { id: 'c', image: 'letter.dcm', question: 'Which organ is shown?' },
      { id: 4, image: 'film.png', question: 'wo liegt die läsion?' },
    ];
    await writeFile(batch, [...asked.map((line) => JSON.stringify(line)), 'no json'].join('\n'));
    const { code, stdout } = await wetread(['answer', '--batch', batch], env);
    expect(code).toBe(3);
    const told = lines(stdout);
    expect(told.map(({ id }) => id)).toEqual(['a', 'b', 'c', 4, null]);
    expect(told.map((line) => 'error' in line)).toEqual([false, true, true, false, true]);
    expect(told[3]).toMatchObject({ abstained: true });
  });

  it('ends with 2 when nothing is asked', async () => {
    expect((await wetread(['answer', join(folder, 'film.png')], env)).code).toBe(2);
  });

  it('captions a phantom as one, in one sentence that nobody reviewed, without the patient', async () => {
    const { code, stdout } = await wetread(['caption', join(folder, 'film.dcm')], env);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^PHANTOM: .*chest radiograph: .*\(AI draft, not reviewed\)\.\n$/);
    expect(stdout).not.toMatch(/Question|Q-1/);
  });

  it('says what could not be captioned and captions the rest', async () => {
    const files = [join(folder, 'letter.dcm'), join(folder, 'film.png')];
    const { code, stdout } = await wetread(['caption', ...files, '--json'], env);
    expect(code).toBe(3);
    const [letter, film] = lines(stdout);
    expect(letter).toMatchObject({ caption: null, error: expect.any(String) });
    expect(film).toMatchObject({ caption: expect.stringContaining('chest radiograph'), error: null });
  });
});
