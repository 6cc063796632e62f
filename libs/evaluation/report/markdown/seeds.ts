import type { SeedRow } from '../compare-seeds';
import { number, page, table } from './format';

export function seedsPage(seeds: readonly SeedRow[]): string | null {
  if (seeds.length === 0) return null;
  // Kinds of models may have been trained with different numbers of seeds.
  const columns = Math.max(...seeds.map(({ values }) => values.length));
  const models = Array.from({ length: columns }, (_, index) => index);
  return page(
    '## From seed to seed',
    'Models of one recipe that differ by their seed; model 1 is the one that ships. Only what a file of their own decides is repeated.',
    table(
      ['Figure', ...models.map((index) => `model ${index + 1}`), 'mean', 'range'],
      seeds.map(({ figure, values, mean, lowest, highest }) => [
        figure,
        ...models.map((index) => number(values[index] ?? null)),
        number(mean),
        `${number(lowest)} to ${number(highest)}`,
      ]),
    ),
  );
}
