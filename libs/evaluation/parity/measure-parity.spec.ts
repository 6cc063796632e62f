import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DraftEngine, FilmInspection } from '@wetread/inference';
import { nihFindingCodes } from '@wetread/terminology';
import { DataFolder } from '../data/data-folder';
import { FilmReader } from '../reading/film-reader';
import { measureParity } from './measure-parity';

const inspection = (probability: number, repairs: string[] = []) =>
  ({
    repairs,
    findings: nihFindingCodes.map((code) => ({ code, probability, evidence: { box: [0, 0, 1, 1] } })),
  }) as unknown as FilmInspection;

let asked = 0;

/** An engine whose answer is the first byte of the file, as a percentage. */
const engine = {
  inspectPicture: async (bytes: Uint8Array) => {
    asked += 1;
    return inspection(bytes[0]! / 100);
  },
  inspectDicom: async (bytes: Uint8Array) => inspection(bytes[0]! / 100, ['inverted']),
} as unknown as DraftEngine;

describe('parity', () => {
  let folder: string;
  let reader: FilmReader;
  const steps: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wetread-parity-'));
    await Promise.all(
      ['a.jpg', 'b.png', 'c.dcm'].map((name) => writeFile(join(folder, name), Uint8Array.of(40))),
    );
    reader = new FilmReader(engine, new DataFolder(folder), ({ done, total }) =>
      steps.push(`${done}/${total}`),
    );
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const fileOf = (chances: Record<string, number>) => ({
    name: 'python',
    file: 'p.jsonl',
    byImage: new Map(
      Object.entries(chances).map(([image, chance]) => [
        image,
        {
          image,
          probabilities: Object.fromEntries(nihFindingCodes.map((code) => [code, chance])) as Record<
            (typeof nihFindingCodes)[number],
            number
          >,
        },
      ]),
    ),
  });

  it('holds while no probability differs by more than a hundredth', async () => {
    const report = await measureParity(reader, fileOf({ 'a.jpg': 0.4, 'b.png': 0.409 }), 0);
    expect(report).toMatchObject({ agrees: true, pictures: 2, compared: 2, boxEdge: null, beyond: [] });
    expect(report.probability.largest).toBeCloseTo(0.009, 12);
  });

  it('is broken by one picture, which is named', async () => {
    const report = await measureParity(reader, fileOf({ 'a.jpg': 0.4, 'b.png': 0.45 }), 0);
    expect(report.agrees).toBe(false);
    expect(report.beyond.map(({ image }) => image)).toEqual(['b.png']);
  });

  it('leaves out what was repaired, and counts it', async () => {
    const report = await measureParity(reader, fileOf({ 'a.jpg': 0.4, 'c.dcm': 0.9 }), 0);
    expect(report).toMatchObject({ agrees: true, compared: 1, repaired: 1 });
  });

  it('shows every file to the engine once', () => {
    // Three reports asked for a.jpg, two for b.png.
    expect(asked).toBe(2);
    expect(steps.at(-1)).toBe('2/2');
  });
});
