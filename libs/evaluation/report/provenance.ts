import type { RegisteredModel } from '@wetread/inference';
import { type MeasureName, measureNames } from '../measure-table';
import type { Bench } from '../reading/bench';
import type { Provenance } from './evaluation';

/** What a reader needs to run the same again; folders of this machine are left out. */
export function provenanceOf(
  measures: readonly MeasureName[],
  { split, limit, rounds, seed, beside }: Pick<Bench, 'split' | 'limit' | 'rounds' | 'seed' | 'beside'>,
  model: RegisteredModel<'film-reader'>,
  otherModels: readonly RegisteredModel[],
  seedModels: readonly RegisteredModel[],
): Provenance {
  const words = [
    `wetread eval ${measures.length === measureNames.length ? 'all' : measures.join(' ')} --data DATA --split ${split}`,
    ...seedModels.map((_, index) => `--seed-model SEED${index + 2}`),
    ...beside.map(({ name, file }) => `--beside '${name}=${file}'`),
    ...(limit > 0 ? [`--limit ${limit}`] : []),
  ];
  return {
    command: words.join(' '),
    model: model.identity,
    modelFiles: Object.values(model.manifest.files),
    otherModels: otherModels.map(({ identity }) => identity),
    seedModels: seedModels.map(({ identity }) => identity),
    beside: beside.map(({ name, file, byImage }) => ({ name, file, films: byImage.size })),
    split,
    limit,
    bootstrapRounds: rounds,
    randomSeed: seed,
    renewed: [],
  };
}
