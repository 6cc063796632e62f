import type { SeedRow } from '../compare-seeds';
import { number, page, table } from './format';

export const seedsPage = (seeds: readonly SeedRow[]): string | null =>
  seeds.length === 0
    ? null
    : page(
        '## From seed to seed',
        `The same recipe trained ${seeds[0]!.values.length} times; the first model is the one that ships.`,
        table(
          ['Figure', ...seeds[0]!.values.map((_, index) => `model ${index + 1}`), 'mean', 'range'],
          seeds.map(({ figure, values, mean, lowest, highest }) => [
            figure,
            ...values.map((value) => number(value)),
            number(mean),
            `${number(lowest)} to ${number(highest)}`,
          ]),
        ),
      );
