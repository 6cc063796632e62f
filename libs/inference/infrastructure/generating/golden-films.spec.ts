/** @jest-environment <rootDir>/libs/inference/infrastructure/model/native-arrays.environment.cjs */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { followFlow, guided } from '../../domain/generating/flow-steps';
import { findModel } from '../model/model-registry';
import { type LoadedGenerator, loadFilmGenerator } from './onnx-film-generator';

interface Golden {
  readonly cases: readonly {
    readonly prompt: string;
    readonly condition_head: readonly number[];
    readonly velocity_head: readonly number[];
    readonly film_levels: readonly number[];
  }[];
}

const models = resolve(__dirname, '../../../../models');
const SEED = 20261127;
/** Where `film_levels` lie in the picture. */
const FIRST_LEVEL = 4096;

/** About normal numbers by the formula that golden.json tells. */
function formulaNoise(count: number): Float32Array {
  let state = SEED;
  const next = (): number => (state = (Math.imul(1664525, state) + 1013904223) >>> 0) / 2 ** 32;
  return Float32Array.from({ length: count }, () => (next() + next() + next() + next() - 2) * Math.sqrt(3));
}

describe('a generated film, held against what PyTorch drew', () => {
  let model: LoadedGenerator;
  let golden: Golden;
  beforeAll(async () => {
    const generator = await findModel(models, 'film-generator');
    const reader = await findModel(models, 'film-reader');
    model = await loadFilmGenerator(generator, reader, { provider: 'cpu', threads: 1 });
    golden = JSON.parse(readFileSync(join(generator.folder, 'golden.json'), 'utf8')) as Golden;
  }, 60_000);
  afterAll(() => model.release());

  it('follows the same way from prompt to picture', async () => {
    const { latent, flow } = model.manifest;
    const noise = formulaNoise(latent.channels * latent.side ** 2);
    const places = await model.embed(golden.cases.map(({ prompt }) => prompt));
    for (const [index, { condition_head, velocity_head, film_levels }] of golden.cases.entries()) {
      const condition = await model.condition(places[index]!);
      expect(gap(condition, condition_head)).toBeLessThan(2e-3);
      expect(gap((await model.velocities(noise, 0.3, condition)).towards, velocity_head)).toBeLessThan(5e-3);
      const latents = await followFlow(noise, flow.steps, async (at, time) => {
        const { towards, any } = await model.velocities(at, time, condition);
        return guided(towards, any, flow.guidance);
      });
      // Rounded to whole levels here; the steps carry small differences along.
      const { data } = await model.decode(latents);
      expect(gap(data.subarray(FIRST_LEVEL), film_levels)).toBeLessThan(1.5);
    }
  }, 120_000);
});

/** Largest difference to the values that golden.json holds. */
const gap = (ours: ArrayLike<number>, theirs: readonly number[]): number =>
  Math.max(...theirs.map((value, at) => Math.abs(ours[at]! - value)));
