import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { drawChestPhantom, toGrey8, writePhantomStudy } from '@wetread/phantom';
import sharp from 'sharp';
import type { AnswerEngine } from '../../domain/answering/answer-engine';
import { createAnswerEngine } from './create-answer-engine';

const models = resolve(__dirname, '../../../../models/wetread-vqa');
const newest = join(models, '0.2.0');

describe('the answer engine', () => {
  let engine: AnswerEngine;
  beforeAll(async () => {
    engine = await createAnswerEngine({ modelDir: newest, threads: 1 });
  });
  afterAll(() => engine.close());

  const { width, height, pixels } = drawChestPhantom({ seed: 5, size: 256 });
  const image = { width, height, data: toGrey8(pixels) };

  it('answers the same question about a decoded picture, its PNG and a colour copy of it alike', async () => {
    const grey = sharp(image.data, { raw: { width: image.width, height: image.height, channels: 1 } });
    const plain = await grey.clone().png().toBuffer();
    const colour = await grey.clone().toColourspace('srgb').png().toBuffer();
    const question = 'Is this a chest x-ray?';
    const [decoded, file, coloured] = await Promise.all([
      engine.answer({ kind: 'grey', image }, question),
      engine.answer({ kind: 'picture', bytes: plain }, question),
      engine.answer({ kind: 'picture', bytes: colour }, question),
    ]);
    expect(file).toEqual(decoded);
    expect(coloured).toEqual(decoded);
    expect(decoded.answer).not.toBeNull();
  });

  it('answers about a DICOM object and carries the mark of a phantom', async () => {
    const { instances } = writePhantomStudy({
      patient: { id: 'PHANTOM-A', name: 'PHANTOM^Answer', birthDate: '19500101', sex: 'M' },
      study: { date: '20261120', time: '080000', description: 'Chest PA (phantom)', accessionNumber: 'A-1' },
      films: [{ seed: 5 }],
      size: 256,
    });
    const bytes = instances[0]!.bytes;
    const told = await engine.answerAll({ kind: 'dicom', bytes }, ['Which organ is shown?']);
    expect(told.marks).toEqual(['PHANTOM']);
    expect(told.seen?.modality.probability).toBeGreaterThan(0);
    expect(told.answers).toHaveLength(1);
  });

  it('says what is wrong with bytes that are no picture, and goes on', async () => {
    const broken = Uint8Array.of(1, 2, 3);
    await expect(engine.answer({ kind: 'picture', bytes: broken }, 'what?')).rejects.toMatchObject({
      code: 'picture.unreadable',
    });
    await expect(engine.answer({ kind: 'dicom', bytes: broken }, 'what?')).rejects.toMatchObject({
      code: expect.stringMatching(/^dicom\./),
    });
    expect((await engine.answerAll({ kind: 'grey', image }, [])).answers).toEqual([]);
  });

  it('does not start with weights that are not those of the manifest', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wetread-vqa-'));
    try {
      await cp(newest, folder, { recursive: true });
      await writeFile(join(folder, 'answers.json'), '{"outside":"[outside]","answers":["yes","yes"]}');
      await expect(createAnswerEngine({ modelDir: folder })).rejects.toMatchObject({ code: 'model.changed' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
