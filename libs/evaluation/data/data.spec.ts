import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nihFindingCodes } from '@wetread/terminology';
import { DataFolder } from './data-folder';
import {
  EvaluationDataInvalid,
  EvaluationDataMissing,
  NothingToMeasure,
  PredictionsUnusable,
} from './evaluation-error';
import { splitByHash, splitOfSlake, splitOfVqaMed, thinByHash } from './held-out';
import { readNihFilms } from './nih-films';
import { readPredictions } from './predictions-file';
import { readSightings } from './sightings';
import { thin } from './thin';

describe('the data folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wetread-data-'));
    await mkdir(join(folder, 'cxr/nih'), { recursive: true });
    const row = (image: string, split: string, positive: string): string =>
      [image, `p${image}`, split, ...nihFindingCodes.map((code) => (code === positive ? '1' : '0'))].join(
        '\t',
      );
    const head = ['image', 'patient', 'split', ...nihFindingCodes].join('\t');
    const rows = [
      row('a.jpg', 'test', 'Mass'),
      row('b.jpg', 'train', 'Mass'),
      row('c.jpg', 'test', 'Hernia'),
    ];
    await writeFile(join(folder, 'cxr/nih/labels.tsv'), `${[head, ...rows].join('\n')}\n`);
    await writeFile(
      join(folder, 'cxr/nih/boxes.tsv'),
      'image\tfinding\tx\ty\tw\th\na.jpg\tMass\t0.1\t0.2\t0.3\t0.4\n',
    );
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('gives the films of a split with labels and boxes', async () => {
    const films = await readNihFilms(new DataFolder(folder), 'test');
    expect(films.map(({ image }) => image)).toEqual(['cxr/nih/images/a.jpg', 'cxr/nih/images/c.jpg']);
    expect(films[0]).toMatchObject({
      patient: 'pa.jpg',
      labels: new Set(['Mass']),
      boxes: [{ code: 'Mass', box: [0.1, 0.2, 0.3, 0.4] }],
    });
    expect(await readNihFilms(new DataFolder(folder), 'test', 1)).toHaveLength(1);
  });

  it('says what is missing, and where it is expected', async () => {
    const empty = new DataFolder(join(folder, 'elsewhere'));
    await expect(readNihFilms(empty, 'test')).rejects.toThrow(EvaluationDataMissing);
    await expect(readNihFilms(empty, 'test')).rejects.toThrow(join(folder, 'elsewhere/cxr/nih/boxes.tsv'));
    await expect(readNihFilms(new DataFolder(folder), 'val')).rejects.toThrow(NothingToMeasure);
  });

  it('does not take a column that is not there for empty', async () => {
    const [row] = await new DataFolder(folder).table('Labels', 'cxr/nih/labels.tsv');
    expect(() => row!('age')).toThrow(EvaluationDataInvalid);
  });
});

describe('held-out parts', () => {
  it('are those of training: byte 0 of SHA-256 modulo the number of folds', () => {
    // From models/training/wetread_training/gate/splits.py
    expect(['kermany:IM-1', 'tb:x.jpg', 'hannover:7'].map(splitByHash)).toEqual(['train', 'train', 'test']);
    expect(['xmlab1.jpg', 'xmlab2.jpg', 'xmlab3.jpg', 'xmlab7.jpg'].map(splitOfSlake)).toEqual([
      'val',
      'train',
      'val',
      'test',
    ]);
    expect(splitOfVqaMed('synpic7.jpg', 'train')).toBe('val');
    expect(splitOfVqaMed('synpic7.jpg', 'val')).toBe('test');
  });

  it('are thinned evenly or by hash, and stay as they are when they are few', () => {
    expect(thin([1, 2, 3, 4, 5], 3)).toEqual([1, 3, 5]);
    expect(thin([1, 2], 3)).toEqual([1, 2]);
    expect(thin([1, 2, 3], 1)).toEqual([1]);
    const names = Array.from({ length: 50 }, (_, index) => `film ${index}`);
    const few = thinByHash(names, (name) => name, 10);
    expect(few).toEqual(thinByHash(names.toReversed(), (name) => name, 10));
    expect(new Set(few).size).toBe(10);
  });
});

describe('sightings', () => {
  it('are told by file name, and may leave a picture out', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wetread-sightings-'));
    const path = join(folder, 'sightings.json');
    await writeFile(
      path,
      JSON.stringify({ about: '', 'vqa-med': { ct: ['1'], '': ['2'] }, nih: { '': ['3_0'] } }),
    );
    const { nih, vqaMed } = await readSightings(path);
    expect([...vqaMed]).toEqual([
      ['synpic1.jpg', 'ct'],
      ['synpic2.jpg', ''],
    ]);
    expect(nih.get('3_0.jpg')).toBe('');
    await rm(folder, { recursive: true });
    await expect(readSightings(path)).rejects.toThrow(EvaluationDataMissing);
  });
});

describe('predictions of others', () => {
  let folder: string;
  const line = (image: string): string =>
    JSON.stringify({ image, probabilities: Object.fromEntries(nihFindingCodes.map((code) => [code, 0.25])) });
  const write = async (content: string): Promise<string> => {
    const path = join(folder, 'predictions.jsonl');
    await writeFile(path, content);
    return path;
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wetread-predictions-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are read by picture, boxes or none', async () => {
    const boxed = { ...(JSON.parse(line('b.jpg')) as object), boxes: { Mass: [0, 0, 1, 1] } };
    const path = await write(`${line('a.jpg')}\n\n${JSON.stringify(boxed)}\n`);
    const { name, file, byImage } = await readPredictions(`ImageNet linear=${path}`);
    expect([name, file, byImage.size]).toEqual(['ImageNet linear', 'predictions.jsonl', 2]);
    expect(byImage.get('b.jpg')!.boxes).toEqual({ Mass: [0, 0, 1, 1] });
  });

  it.each([
    ['no JSON', 'not JSON'],
    ['a finding too few', JSON.stringify({ image: 'a.jpg', probabilities: { Mass: 0.1 } })],
    ['no probability', line('a.jpg').replaceAll('0.25', '1.25')],
  ])('are refused with the line when it is %s', async (_what, content) => {
    await expect(readPredictions(`x=${await write(`${line('z.jpg')}\n${content}\n`)}`)).rejects.toThrow(
      /line 2/,
    );
  });

  it('are to be named', async () => {
    await expect(readPredictions('predictions.jsonl')).rejects.toThrow(PredictionsUnusable);
    await expect(readPredictions('x=/nowhere.jsonl')).rejects.toThrow(PredictionsUnusable);
  });
});
