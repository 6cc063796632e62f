import { resolve } from 'node:path';
import sharp from 'sharp';
import type { DraftEngine } from '../../domain/draft-engine';
import { filmFacts } from '../../domain/film-facts';
import type { GreyImage } from '../../domain/grey-image';
import { createDraftEngine } from './create-draft-engine';

const toyModels = resolve(__dirname, '../../../../test/fixtures/toy-model');
const chest = filmFacts({ modality: 'DX', bodyPart: 'CHEST', viewPosition: 'PA' });

/** Dark with a bright square in the upper left; `ground` lightens everything else. */
function film(ground = 30): GreyImage {
  const data = new Uint8Array(256 * 256).fill(ground);
  for (let y = 32; y < 96; y++) data.fill(200, y * 256 + 32, y * 256 + 96);
  return { width: 256, height: 256, data };
}
const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, at) => sum + value * b[at]!, 0);

describe('the draft engine, asked what it sees', () => {
  let engine: DraftEngine;
  beforeAll(async () => {
    engine = await createDraftEngine({ modelDir: toyModels });
  });
  afterAll(() => engine.close());

  it('tells findings, gate and place of a film that would be read', async () => {
    const [reading, inspection] = await Promise.all([
      engine.read(film(), chest),
      engine.inspect(film(), chest),
    ]);
    expect(inspection).toMatchObject({ refusal: null, repairs: [], inputSha256: reading.inputSha256 });
    expect(inspection.gate).toEqual(reading.gate);
    expect(inspection.findings.map(({ code, probability }) => [code, probability])).toEqual(
      reading.findings.map(({ code, probability }) => [code, probability]),
    );
    expect(inspection.embedding).toHaveLength(256);
    expect(dot(inspection.embedding!, inspection.embedding!)).toBeCloseTo(1, 5);
  });

  it('tells where an absent finding is warmest, which a draft would not', async () => {
    const [reading, inspection] = await Promise.all([
      engine.read(film(), chest),
      engine.inspect(film(), chest),
    ]);
    const boxOf = (findings: typeof reading.findings) =>
      findings.find(({ code, present }) => code === 'Hernia' && !present)?.evidence.box;
    expect(boxOf(inspection.findings)).toEqual([0.125, 0.125, 0.25, 0.25]);
    expect(boxOf(reading.findings)).not.toEqual(boxOf(inspection.findings));
  });

  it('tells it also of a picture that no draft would be made of, with the reason', async () => {
    const bright = await engine.inspect(film(250), chest);
    expect(bright).toMatchObject({ refusal: { code: 'scope.lateral-view' }, gate: { accepted: false } });
    expect(bright.findings).toHaveLength(14);
    expect(bright.embedding).toHaveLength(256);
    const byHeader = await engine.inspect(film(), filmFacts({ modality: 'MR' }));
    expect(byHeader).toMatchObject({ refusal: { code: 'scope.modality-mr' }, gate: { accepted: true } });
    expect(byHeader.findings).toHaveLength(14);
  });

  it('has nothing to tell of a picture that shows nothing', async () => {
    const nothing = { gate: null, embedding: null, findings: [], repairs: [], marks: [], inputSha256: null };
    const blank = { width: 200, height: 200, data: new Uint8Array(40_000).fill(90) };
    expect(await engine.inspect(blank, chest)).toEqual({
      ...nothing,
      refusal: expect.objectContaining({ code: 'scope.blank' }),
    });
    expect(await engine.inspectPicture(Buffer.from('no picture'), chest)).toEqual({
      ...nothing,
      refusal: { code: 'picture.unreadable', reason: expect.any(String) },
    });
    await expect(engine.inspectDicom(Buffer.from('not DICOM'))).rejects.toMatchObject({
      code: 'dicom.not-dicom',
    });
  });

  it('sees the same in a PNG as in its pixels', async () => {
    const { width, height, data } = film();
    const png = await sharp(data, { raw: { width, height, channels: 1 } })
      .png()
      .toBuffer();
    const [file, pixels] = [await engine.inspectPicture(png, chest), await engine.inspect(film(), chest)];
    expect(file).toEqual(pixels);
  });
});

describe('the places of texts', () => {
  let engine: DraftEngine;
  beforeAll(async () => {
    engine = await createDraftEngine({ modelDir: toyModels });
  });
  afterAll(() => engine.close());

  it('are unit vectors of the space of the pictures', async () => {
    const [place] = await engine.embedTexts(['Alpha bravos left.']);
    const { embedding } = await engine.inspect(film(), chest);
    expect(place).toHaveLength(embedding!.length);
    expect(dot(place!, place!)).toBeCloseTo(1, 5);
  });

  it('do not depend on the texts beside them', async () => {
    const texts = ['alpha', 'no alpha . bravo charlie', 'Bravo, alphas!', ''];
    const together = await engine.embedTexts(texts);
    for (const [at, text] of texts.entries()) {
      const [alone] = await engine.embedTexts([text]);
      expect(dot(alone!, together[at]!)).toBeCloseTo(1, 5);
    }
    expect(dot(together[0]!, together[1]!)).toBeLessThan(0.999);
  });

  it('come in the order of the texts, however many there are', async () => {
    const words = ['alpha', 'bravo', 'charlie', 'delta', 'echo'];
    const texts = Array.from({ length: 83 }, (_, at) => words[at % 5]!);
    const places = await engine.embedTexts(texts);
    expect(places).toHaveLength(83);
    for (const [at, place] of places.entries()) expect(dot(place, places[at % 5]!)).toBeCloseTo(1, 5);
    expect(dot(places[0]!, places[1]!)).toBeLessThan(0.9);
    expect(await engine.embedTexts([])).toEqual([]);
  });

  it('are those of the first words where a text is too long', async () => {
    const [short, long] = await engine.embedTexts([
      'alpha bravo alpha bravo alpha bravo',
      `${'alpha bravo '.repeat(40)}`,
    ]);
    expect(dot(short!, long!)).toBeCloseTo(1, 5);
  });
});
