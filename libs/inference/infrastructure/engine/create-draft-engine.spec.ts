import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import type { DraftEngine } from '../../domain/draft-engine';
import { filmFacts } from '../../domain/film-facts';
import type { GreyImage } from '../../domain/grey-image';
import { createDraftEngine } from './create-draft-engine';

const toyModels = resolve(__dirname, '../../../../test/fixtures/toy-model');
const chest = filmFacts({ modality: 'DX', bodyPart: 'CHEST', viewPosition: 'PA' });

/** A dark film with a square of brightness 0.7 in its upper left: the toy model calls that an effusion. */
function filmWithBrightSquare(side = 256): GreyImage {
  const data = new Uint8Array(side * side).fill(30);
  for (let y = 32; y < 96; y++) data.fill(200, y * side + 32, y * side + 96);
  return { width: side, height: side, data };
}

describe('the draft engine', () => {
  let engine: DraftEngine;
  const lines: string[] = [];
  beforeAll(async () => {
    engine = await createDraftEngine({ modelDir: toyModels, notify: (line) => lines.push(line) });
  });
  afterAll(() => engine.close());

  it('says in one line where the model runs', () => {
    expect(lines).toEqual(['model toy-cxr 0.0.1 runs on cpu']);
    expect(engine.provider).toBe('cpu');
    expect(engine.model.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('reads a film in a worker thread: findings, evidence and a sentence for each statement', async () => {
    const reading = await engine.read(filmWithBrightSquare(), chest);
    expect(reading.status).toBe('read');
    const present = reading.findings.filter((finding) => finding.present);
    expect(present.map(({ code }) => code)).toEqual(['Cardiomegaly', 'Effusion']);
    expect(present[1]!.location).toEqual({ side: 'right', zone: 'none' });
    expect(present[1]!.evidence.box).toEqual([0.125, 0.125, 0.25, 0.25]);
    expect(
      reading.sentences.map(({ section, finding, polarity }) => `${section} ${finding} ${polarity}`),
    ).toEqual([
      'findings Effusion present',
      'findings Cardiomegaly present',
      'findings Pneumothorax absent',
      'findings Consolidation absent',
      'impression Effusion present',
      'impression Cardiomegaly present',
    ]);
    expect(reading.sentences.every(({ text }) => text.length > 0)).toBe(true);
  });

  it('gives the same film the same reading, and another film another input hash', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => engine.read(filmWithBrightSquare(), chest)));
    expect({ ...two, milliseconds: 0 }).toEqual({ ...one, milliseconds: 0 });
    const other = await engine.read(filmWithBrightSquare(320), chest);
    expect(other.inputSha256).not.toBe(one!.inputSha256);
  });

  it('reads a PNG as it reads its pixels', async () => {
    const { width, height, data } = filmWithBrightSquare();
    const png = await sharp(data, { raw: { width, height, channels: 1 } })
      .png()
      .toBuffer();
    const [fromFile, fromPixels] = [
      await engine.readPicture(png, chest),
      await engine.read(filmWithBrightSquare(), chest),
    ];
    expect(fromFile.inputSha256).toBe(fromPixels.inputSha256);
  });

  it('refuses what the gate does not know as a frontal chest film, with the reason of its class', async () => {
    const bright = filmWithBrightSquare();
    bright.data.fill(250, 256 * 16);
    const reading = await engine.read(bright, chest);
    expect(reading).toMatchObject({
      status: 'refused',
      refusal: { code: 'scope.lateral-view' },
      findings: [],
      sentences: [],
      gate: { accepted: false, className: 'lateral-chest' },
    });
  });

  it('tells of bytes that are no DICOM object by the code of their fault', async () => {
    await expect(engine.readDicom(Buffer.from('not DICOM'))).rejects.toMatchObject({
      code: 'dicom.not-dicom',
    });
  });

  it('reads a damaged picture as a refusal that names the fault', async () => {
    const reading = await engine.readPicture(Buffer.from('no picture'), chest);
    expect(reading.refusal).toEqual({
      code: 'picture.unreadable',
      reason: 'The file is no readable PNG or JPEG picture.',
    });
  });
});

describe('a draft engine that cannot start', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wetread-model-'));
    await cp(join(toyModels, 'toy-cxr/0.0.1'), folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each(['decoder.onnx', 'text.onnx', 'text-tokenizer.json'])(
    'refuses a %s that is not the one its manifest pins, and names the file',
    async (file) => {
      await writeFile(join(folder, file), 'other weights');
      await expect(createDraftEngine({ modelDir: folder })).rejects.toMatchObject({
        code: 'model.changed',
        file,
      });
    },
  );

  it('refuses language weights that were changed under it, and goes on reading films', async () => {
    const engine = await createDraftEngine({ modelDir: folder });
    await writeFile(join(folder, 'text.onnx'), 'other weights');
    await expect(engine.embedTexts(['alpha'])).rejects.toMatchObject({ code: 'model.changed' });
    expect((await engine.read(filmWithBrightSquare(), chest)).status).toBe('read');
    await engine.close();
  });

  it('falls back to the CPU and says why when the asked provider cannot be had', async () => {
    const lines: string[] = [];
    const engine = await createDraftEngine({
      modelDir: folder,
      provider: 'cuda',
      notify: (line) => lines.push(line),
    });
    expect(engine.provider).toBe('cpu');
    expect(lines).toEqual([
      expect.stringMatching(/runs on cpu: cuda was asked for but cannot be had \(.+\)$/),
    ]);
    await engine.close();
    await expect(engine.read(filmWithBrightSquare(), chest)).rejects.toMatchObject({
      code: 'inference.engine-closed',
    });
  });
});
