import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { uprightFilm } from '../harness/toy-films';
import { wetread } from '../harness/wetread-command';

const toyModels = resolve(__dirname, '../fixtures/toy-model');

interface Line {
  source?: string;
  text?: string;
  kind: string;
  embedding: number[] | null;
  repairs?: string[];
  refusal: { code: string; reason: string } | null;
  model: { name: string; version: string; sha256: string };
}

const SIDE = 256;
/** To the toy model a frontal film, its square at the upper left; turned clockwise, the square is at the upper right. */
function film({ ground = 30, left = 32 } = {}): Uint8Array {
  const data = new Uint8Array(SIDE * SIDE).fill(ground);
  for (let y = 32; y < 96; y++) data.fill(200, y * SIDE + left, y * SIDE + left + 64);
  return data;
}
const png = (data: Uint8Array) => sharp(data, { raw: { width: SIDE, height: SIDE, channels: 1 } }).png();
const lines = (stdout: string): Line[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
const dot = (a: number[], b: number[]): number => a.reduce((sum, value, at) => sum + value * b[at]!, 0);

describe('wetread embed', () => {
  let folder: string;
  let env: Record<string, string>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wetread-embed-'));
    env = { WETREAD_DATA_DIR: join(folder, 'data'), WETREAD_MODEL_DIR: toyModels };
    const pictures = join(folder, 'pictures');
    await mkdir(pictures);
    await png(film()).toFile(join(pictures, 'a-film.png'));
    await writeFile(join(pictures, 'b-film.dcm'), uprightFilm());
    await png(film({ left: 160 })).toFile(join(pictures, 'c-turned.png'));
    await png(film({ ground: 250 })).toFile(join(pictures, 'd-lateral.png'));
    await png(new Uint8Array(SIDE * SIDE).fill(9)).toFile(join(pictures, 'e-blank.png'));
    await writeFile(join(pictures, 'f-letter.dcm'), 'not DICOM at all');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('prints a line for every picture: its place, what was undone, and why it would not be read', async () => {
    const { code, stdout } = await wetread(['embed', join(folder, 'pictures')], env);
    expect(code).toBe(3);
    const records = lines(stdout);
    expect(
      records.map(({ source, repairs, refusal, embedding }) => [
        source?.slice(folder.length + 10),
        repairs,
        refusal?.code ?? null,
        embedding?.length ?? null,
      ]),
    ).toEqual([
      ['a-film.png', [], null, 256],
      ['b-film.dcm', [], null, 256],
      ['c-turned.png', ['rotated-90'], null, 256],
      ['d-lateral.png', [], 'scope.lateral-view', 256],
      ['e-blank.png', [], 'scope.blank', null],
      ['f-letter.dcm', [], 'dicom.not-dicom', null],
    ]);
    const [picture, object, turned, lateral] = records.map(({ embedding }) => embedding!);
    expect(dot(picture!, picture!)).toBeCloseTo(1, 5);
    // The window of the object maps a grey value to its neighbour here and there.
    expect(dot(picture!, object!)).toBeCloseTo(1, 3);
    expect(dot(picture!, turned!)).toBeCloseTo(1, 5);
    expect(dot(picture!, lateral!)).toBeLessThan(0.99);
    for (const { kind, model } of records) {
      expect(kind).toBe('image');
      expect(model).toMatchObject({
        name: 'toy-cxr',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      });
    }
  });

  it('prints a line for every text, of the command line and of a file', async () => {
    const file = join(folder, 'texts.txt');
    await writeFile(file, 'no alpha .\n\nalpha\r\n');
    const { code, stdout } = await wetread(['embed', '--texts', file, '--text', 'alpha', 'bravo'], env);
    expect(code).toBe(0);
    const records = lines(stdout);
    expect(records.map(({ kind, text }) => [kind, text])).toEqual([
      ['text', 'alpha'],
      ['text', 'bravo'],
      ['text', 'no alpha .'],
      ['text', 'alpha'],
    ]);
    const [alpha, bravo, , again] = records.map(({ embedding }) => embedding!);
    expect(alpha).toHaveLength(256);
    expect(dot(alpha!, again!)).toBeCloseTo(1, 5);
    expect(dot(alpha!, bravo!)).toBeLessThan(0.9);
  });

  it('ends with 2 when there is nothing to embed, and with 1 when a path is not there', async () => {
    expect(await wetread(['embed'], env)).toMatchObject({ code: 2, stdout: '' });
    const missing = await wetread(['embed', join(folder, 'nowhere.png')], env);
    expect(missing).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('nowhere.png') as string,
    });
  });

  it('embeds nothing with changed weights; model verify names every file at fault', async () => {
    const models = join(folder, 'models');
    const version = join(models, 'toy-cxr/0.0.1');
    await cp(toyModels, models, { recursive: true });
    const changed = { ...env, WETREAD_MODEL_DIR: models };
    const listed = await wetread(['model', 'list'], changed);
    expect(listed.stdout).toMatch(/toy-cxr 0\.0\.1.*\n.*encoder\.onnx[^]*text\.onnx[^]*text-tokenizer\.json/);
    expect(await wetread(['model', 'verify'], changed)).toMatchObject({
      code: 0,
      stdout: 'toy-cxr 0.0.1: intact, 5 files\n',
    });

    await appendFile(join(version, 'text.onnx'), 'x');
    await rm(join(version, 'tokenizer.json'));
    const verified = await wetread(['model', 'verify'], changed);
    expect(verified).toMatchObject({ code: 4, stdout: '' });
    expect(verified.stderr).toMatch(/tokenizer\.json is missing[^]*text\.onnx is not the file of this model/);
    const refused = await wetread(['embed', '--text', 'alpha'], changed);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toMatch(/model\.(changed|file-missing)/);
  });
});
