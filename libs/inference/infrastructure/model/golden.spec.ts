/** @jest-environment <rootDir>/libs/inference/infrastructure/model/native-arrays.environment.cjs */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { GreyImage } from '../../domain/grey-image';
import { letterbox } from '../../domain/letterbox';
import { loadModel } from './load-model';
import { listModels, type RegisteredModel } from './model-registry';

/** The pictures that training drew and what PyTorch said of them; the file itself explains its formulas. */
interface Golden {
  readonly tolerance: { readonly square: number; readonly logits: number };
  readonly size: number;
  readonly cases: readonly {
    readonly input: Drawing;
    readonly square: {
      readonly mean: number;
      readonly samples: readonly { column: number; row: number; value: number }[];
    };
    readonly finding_logits: readonly number[];
    readonly gate_logits: readonly number[];
    readonly heatmap_peaks: readonly number[];
  }[];
}
type Ellipse = readonly [cx: number, cy: number, rx: number, ry: number];
type Drawing = { readonly width: number; readonly height: number } & (
  | { readonly formula: 'ramp'; readonly a: number; readonly b: number }
  | { readonly formula: 'checker'; readonly period: number }
  | { readonly formula: 'disc'; cx: number; cy: number; r: number; inside: number; outside: number }
  | { readonly formula: 'noise'; readonly seed: number }
  | { readonly formula: 'chest'; readonly right: Ellipse; readonly left: Ellipse; readonly heart: Ellipse }
);

function draw(drawing: Drawing): GreyImage {
  const { width, height } = drawing;
  const level = levelOf(drawing);
  const data = Uint8Array.from({ length: width * height }, (_, i) => level(i % width, Math.floor(i / width)));
  return { width, height, data };
}

function levelOf(drawing: Drawing): (x: number, y: number) => number {
  const { width, height } = drawing;
  switch (drawing.formula) {
    case 'ramp': {
      const { a, b } = drawing;
      return (x, y) => Math.floor((255 * ((a * x) / (width - 1) + (b * y) / (height - 1))) / (a + b));
    }
    case 'checker': {
      const { period } = drawing;
      return (x, y) => ((Math.floor(x / period) + Math.floor(y / period)) % 2) * 255;
    }
    case 'disc': {
      const { cx, cy, r, inside, outside } = drawing;
      return (x, y) => ((x - cx) ** 2 + (y - cy) ** 2 <= r ** 2 ? inside : outside);
    }
    case 'noise': {
      let state = drawing.seed;
      return () => (state = (Math.imul(1664525, state) + 1013904223) >>> 0) >>> 24;
    }
    case 'chest': {
      const { right, left, heart } = drawing;
      const holds = ([cx, cy, rx, ry]: Ellipse, x: number, y: number): boolean =>
        (((x + 0.5) / width - cx) / rx) ** 2 + (((y + 0.5) / height - cy) / ry) ** 2 <= 1;
      return (x, y) => {
        if (holds(heart, x, y)) return 215;
        return holds(right, x, y) || holds(left, x, y) ? 60 : 190;
      };
    }
  }
}

const goldenOf = ({ folder }: RegisteredModel): string => join(folder, 'golden.json');
const largestGap = (found: ArrayLike<number>, wanted: readonly number[]): number =>
  Math.max(...wanted.map((value, index) => Math.abs(value - found[index]!)));

describe('the models of this repository', () => {
  let models: RegisteredModel[];
  beforeAll(async () => {
    models = (await listModels(resolve(__dirname, '../../../../models'))).filter((model) =>
      existsSync(goldenOf(model)),
    );
  });

  it('see the same square and say the same here as in training', async () => {
    expect(models.length).toBeGreaterThan(0);
    for (const model of models) {
      const golden = JSON.parse(readFileSync(goldenOf(model), 'utf8')) as Golden;
      const { encoder, manifest, release } = await loadModel(model, { provider: 'cpu', threads: 1 });
      const { width, height } = manifest.encoder.heatmap;
      expect(golden.cases.length).toBeGreaterThanOrEqual(6);
      for (const wanted of golden.cases) {
        const { square } = letterbox(draw(wanted.input), golden.size);
        const at = wanted.square.samples.map(({ column, row }) => square[row * golden.size + column]! * 255);
        expect(
          largestGap(
            at,
            wanted.square.samples.map(({ value }) => value),
          ),
        ).toBeLessThan(golden.tolerance.square);
        const mean = square.reduce((sum, value) => sum + value * 255, 0) / square.length;
        expect(Math.abs(mean - wanted.square.mean)).toBeLessThan(golden.tolerance.square);
        const { findingLogits, gateLogits, heatmaps } = await encoder.run(square);
        expect(largestGap(findingLogits, wanted.finding_logits)).toBeLessThan(golden.tolerance.logits);
        expect(largestGap(gateLogits, wanted.gate_logits)).toBeLessThan(golden.tolerance.logits);
        const peaks = wanted.heatmap_peaks.map((_, finding) =>
          Math.max(...heatmaps.subarray(finding * width * height, (finding + 1) * width * height)),
        );
        expect(largestGap(peaks, wanted.heatmap_peaks)).toBeLessThan(golden.tolerance.logits);
      }
      await release();
    }
  });
});
