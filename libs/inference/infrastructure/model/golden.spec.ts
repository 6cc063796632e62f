/** @jest-environment <rootDir>/libs/inference/infrastructure/model/native-arrays.environment.cjs */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { letterbox } from '../../domain/letterbox';
import { drawGolden, type GoldenDrawing } from '../../testing/golden-drawing';
import { type LoadedModel, loadModel } from './load-model';
import { listModels, readVerified, type RegisteredModel } from './model-registry';
import { TextTokenizer } from './text-tokenizer';

/** The pictures that training drew, its texts, and what PyTorch said of them; the file itself explains its formulas. */
interface Golden {
  readonly tolerance: { readonly square: number; readonly logits: number };
  readonly size: number;
  readonly cases: readonly {
    readonly input: GoldenDrawing;
    readonly square: {
      readonly mean: number;
      readonly samples: readonly { column: number; row: number; value: number }[];
    };
    readonly finding_logits: readonly number[];
    readonly gate_logits: readonly number[];
    readonly heatmap_peaks: readonly number[];
    readonly novelty: number;
    readonly view_logits: readonly number[];
    readonly embedding_head: readonly number[];
  }[];
  readonly texts: readonly {
    readonly text: string;
    readonly ids: readonly number[];
    readonly embedding_head: readonly number[];
  }[];
}

const rootFolder = resolve(process.env['WETREAD_MODEL_DIR'] ?? join(__dirname, '../../../../models'));
const goldenOf = ({ folder }: RegisteredModel): string => join(folder, 'golden.json');
const largestGap = (found: ArrayLike<number>, wanted: readonly number[]): number =>
  Math.max(...wanted.map((value, index) => Math.abs(value - found[index]!)));

describe('the models of this repository', () => {
  let goldens: { golden: Golden; registered: RegisteredModel<'film-reader'>; loaded: LoadedModel }[];
  beforeAll(async () => {
    const registered = (await listModels(rootFolder)).filter(
      (model): model is RegisteredModel<'film-reader'> =>
        model.manifest.kind === 'film-reader' && existsSync(goldenOf(model)),
    );
    goldens = await Promise.all(
      registered.map(async (model) => ({
        golden: JSON.parse(readFileSync(goldenOf(model), 'utf8')) as Golden,
        registered: model,
        loaded: await loadModel(model, { provider: 'cpu', threads: 1 }),
      })),
    );
  });
  afterAll(() => Promise.all((goldens ?? []).map(({ loaded }) => loaded.release())));

  it('are held against what training wrote down', () => {
    expect(goldens.length).toBeGreaterThan(0);
    for (const { golden } of goldens) {
      expect(golden.cases.length).toBeGreaterThanOrEqual(6);
      expect(golden.texts.length).toBeGreaterThanOrEqual(3);
    }
  });

  it('see the same square as in training', () => {
    for (const { golden } of goldens) {
      for (const wanted of golden.cases) {
        const { square } = letterbox(drawGolden(wanted.input), golden.size);
        const at = wanted.square.samples.map(({ column, row }) => square[row * golden.size + column]! * 255);
        const values = wanted.square.samples.map(({ value }) => value);
        expect(largestGap(at, values)).toBeLessThan(golden.tolerance.square);
        const mean = square.reduce((sum, value) => sum + value * 255, 0) / square.length;
        expect(Math.abs(mean - wanted.square.mean)).toBeLessThan(golden.tolerance.square);
      }
    }
  });

  it('say the same of a picture as in training', async () => {
    for (const { golden, loaded } of goldens) {
      const { logits } = golden.tolerance;
      const { width, height } = loaded.manifest.encoder.heatmap;
      for (const wanted of golden.cases) {
        const output = await loaded.encoder.run(letterbox(drawGolden(wanted.input), golden.size).square);
        expect(largestGap(output.findingLogits, wanted.finding_logits)).toBeLessThan(logits);
        expect(largestGap(output.gateLogits, wanted.gate_logits)).toBeLessThan(logits);
        expect(largestGap(output.viewLogits, wanted.view_logits)).toBeLessThan(logits);
        expect(largestGap(output.embedding, wanted.embedding_head)).toBeLessThan(logits);
        // Novelty is a distance and may be in the hundreds, where a float32 has no more digits than these.
        expect(Math.abs(output.novelty - wanted.novelty)).toBeLessThan(logits * Math.max(1, wanted.novelty));
        const peaks = wanted.heatmap_peaks.map((_, finding) =>
          Math.max(...output.heatmaps.subarray(finding * width * height, (finding + 1) * width * height)),
        );
        expect(largestGap(peaks, wanted.heatmap_peaks)).toBeLessThan(logits);
      }
    }
  });

  it('cut texts into the same pieces as in training and place them there', async () => {
    for (const { golden, registered, loaded } of goldens) {
      const { files, text: spec } = registered.manifest;
      const json = (await readVerified(registered, files.textTokenizer)).toString('utf8');
      const tokenizer = new TextTokenizer(json, spec);
      const places = await (await loaded.textEncoder()).encode(golden.texts.map(({ text }) => text));
      for (const [at, { text, ids, embedding_head }] of golden.texts.entries()) {
        expect(tokenizer.ids(text)).toEqual(ids);
        expect(largestGap(places[at]!, embedding_head)).toBeLessThan(golden.tolerance.logits);
      }
    }
  });
});
