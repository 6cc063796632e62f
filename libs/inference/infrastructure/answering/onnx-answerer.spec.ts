/** @jest-environment <rootDir>/libs/inference/infrastructure/model/native-arrays.environment.cjs */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { letterbox } from '../../domain/letterbox';
import { drawGolden, type GoldenDrawing } from '../../testing/golden-drawing';
import { findModel, readVerified, type RegisteredModel } from '../model/model-registry';
import { TextTokenizer } from '../model/text-tokenizer';
import { type LoadedAnswerer, loadAnswerer } from './onnx-answerer';

/** What training wrote down: drawn pictures, our questions, and what PyTorch said. */
interface Golden {
  readonly tolerance: { readonly square: number; readonly logits: number };
  readonly questions: readonly { readonly text: string; readonly ids: readonly number[] }[];
  readonly cases: readonly {
    readonly input: GoldenDrawing;
    readonly mean: number;
    readonly heads: Readonly<Record<'modality' | 'plane' | 'organ', readonly number[]>>;
    readonly answers: readonly { readonly place: number; readonly logit: number }[];
  }[];
}

const models = resolve(process.env['WETREAD_MODEL_DIR'] ?? join(__dirname, '../../../../models'));

describe('the question answerer of this repository', () => {
  let model: RegisteredModel<'question-answerer'>;
  let golden: Golden;
  let answerer: LoadedAnswerer;
  beforeAll(async () => {
    model = await findModel(models, 'question-answerer');
    golden = JSON.parse(readFileSync(join(model.folder, 'golden.json'), 'utf8')) as Golden;
    answerer = await loadAnswerer(model, { provider: 'cpu', threads: 1 });
  });
  afterAll(() => answerer.release());

  it('cuts questions into the same pieces as in training', async () => {
    const json = (await readVerified(model, model.manifest.files.tokenizer)).toString('utf8');
    const tokenizer = new TextTokenizer(json, model.manifest.text);
    for (const { text, ids } of golden.questions) expect(tokenizer.ids(text)).toEqual(ids);
    expect(golden.questions.length).toBeGreaterThanOrEqual(5);
  });

  it('says the same of drawn pictures as in training, several questions at a time', async () => {
    const { size } = model.manifest.input;
    for (const wanted of golden.cases) {
      const { square } = letterbox(drawGolden(wanted.input), size);
      const mean = (255 * square.reduce((sum, value) => sum + value, 0)) / square.length;
      expect(Math.abs(mean - wanted.mean)).toBeLessThan(golden.tolerance.square);
      const { sight, classes } = await answerer.see(square);
      for (const task of ['modality', 'plane', 'organ'] as const)
        for (const [at, value] of wanted.heads[task].entries())
          expect(Math.abs(classes[task][at]! - value)).toBeLessThan(golden.tolerance.logits);
      const logits = await answerer.ask(
        sight,
        golden.questions.map(({ text }) => text),
      );
      for (const [row, { place, logit }] of wanted.answers.entries()) {
        expect(Math.abs(logits[row]![place]! - logit)).toBeLessThan(golden.tolerance.logits);
        expect(Math.max(...logits[row]!.subarray(1))).toBeCloseTo(logits[row]![place]!, 3);
      }
    }
  });

  it('gives a question the same logits alone and among longer ones', async () => {
    const { square } = letterbox(drawGolden(golden.cases[0]!.input), model.manifest.input.size);
    const { sight } = await answerer.see(square);
    const long = 'is there any evidence of a large mass in the right upper lobe of the lung in this picture?';
    const [among] = await answerer.ask(sight, ['which organ is shown?', long]);
    const [alone] = await answerer.ask(sight, ['which organ is shown?']);
    expect(Math.max(...among!.map((value, at) => Math.abs(value - alone![at]!)))).toBeLessThan(1e-3);
  });
});
