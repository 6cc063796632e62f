import { resolve } from 'node:path';
import { decodeFrame, DicomObject } from '@wetread/dicom';
import sharp from 'sharp';
import type { FilmGenerator, GeneratedFilm } from '../../domain/generating/film-generator';
import { markedRows } from '../../domain/generating/synthetic-mark';
import { factsOf } from '../engine/film-source';
import { saysSynthetic, textsOf } from '../engine/png-text';
import { createFilmGenerator } from './create-film-generator';
import { syntheticDicom } from './synthetic-dicom';
import { syntheticPng } from './synthetic-png';

const modelDir = resolve(__dirname, '../../../../models');
const order = { prompt: 'large right pleural effusion, John Q. Doe', seed: 7 };

describe('films from text', () => {
  let generator: FilmGenerator;
  let film: GeneratedFilm;
  beforeAll(async () => {
    generator = await createFilmGenerator({ modelDir, threads: 1 });
    film = await generator.generate(order);
  }, 60_000);
  afterAll(() => generator.close());

  it('are the same for the same prompt and seed, byte by byte, and others for another seed or prompt', async () => {
    const again = await generator.generate(order);
    expect(again).toEqual(film);
    expect(syntheticDicom(again)).toEqual(syntheticDicom(film));
    const others = [
      await generator.generate({ ...order, seed: 8 }),
      await generator.generate({ ...order, prompt: 'normal chest film' }),
    ];
    for (const other of others) {
      expect(other.image.data).not.toEqual(film.image.data);
      expect(uidOf(syntheticDicom(other))).not.toBe(uidOf(syntheticDicom(film)));
    }
  }, 60_000);

  it('have contrast and carry their mark', () => {
    const { width, height, data } = film.image;
    expect([width, height]).toEqual([256, 256]);
    const above = data.subarray(0, (height - markedRows(width)) * width);
    expect(new Set(above).size).toBeGreaterThan(60);
    const foot = data.subarray((height - markedRows(width)) * width);
    expect(foot.filter((value) => value === 255).length).toBeGreaterThan(100);
  });

  it('say where they come from', () => {
    expect(film.provenance).toMatchObject({
      ...order,
      model: { name: 'wetread-film', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      asked: ['Effusion'],
      ruledOut: [],
      marks: ['SYNTHETIC'],
    });
  });

  it.each([
    'a cat on a sofa',
    'MRI of the knee',
    '',
    'hand of a child, broken thumb',
    'stock prices in June',
  ])('are not drawn of "%s"', async (prompt) => {
    await expect(generator.generate({ prompt, seed: 1 })).rejects.toMatchObject({
      code: 'generate.prompt-refused',
      message: expect.stringContaining('describe a frontal chest film') as string,
    });
  });

  it.each([-1, 1.5, Number.NaN, 2 ** 53])('are not drawn of the seed %d', async (seed) => {
    await expect(generator.generate({ ...order, seed })).rejects.toThrow('The seed is no whole number');
  });

  describe('as DICOM', () => {
    let bytes: Uint8Array;
    beforeAll(() => {
      bytes = syntheticDicom(film);
    });

    it('are known as synthetic by their header', () => {
      expect(factsOf(DicomObject.parse(bytes))).toMatchObject({ generated: true, phantom: false });
    });

    it('say so in every place that a person or a program looks at', () => {
      const object = DicomObject.parse(bytes);
      const of = (keyword: string): string | null => object.string(keyword);
      expect(object.header.instance.imageType.at(0)).toBe('DERIVED');
      expect(object.header.instance.imageType.at(-1)).toBe('SYNTHETIC');
      expect(of('SyntheticData')).toBe('YES');
      expect(of('QualityControlImage')).toBe('YES');
      expect(of('BurnedInAnnotation')).toBe('YES');
      expect(of('SeriesDescription')).toMatch(/^SYNTHETIC/);
      expect(of('PatientName')).toBe('SYNTHETIC^FILM');
      expect(of('ImageComments')).toContain('not a patient');
      expect(of('DerivationDescription')).toMatch(/wetread-film .* seed 7/);
    });

    it('do not repeat the prompt, which may name a person', () => {
      expect(Buffer.from(bytes).includes('Doe')).toBe(false);
    });

    it('hold the picture', async () => {
      const frame = await decodeFrame(DicomObject.parse(bytes), 1);
      expect(Buffer.from(frame.data as Uint8Array).equals(film.image.data)).toBe(true);
    });
  });

  describe('as PNG', () => {
    it('are marked, tell the model and the seed, and do not repeat the prompt', async () => {
      const png = await syntheticPng(film);
      expect(saysSynthetic(png)).toBe(true);
      const told = textsOf(png)
        .map(({ value }) => value)
        .join(' ');
      expect(told).toContain('wetread-film');
      expect(told).toContain('seed 7');
      expect(told).not.toContain('Doe');
      const { data } = await sharp(png).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
      expect(data.equals(film.image.data)).toBe(true);
    });
  });
});

const uidOf = (bytes: Uint8Array): string => DicomObject.parse(bytes).header.sopInstanceUid;
