import type { ModelIdentity } from '@wetread/inference';
import { EvaluationsApart } from '../data/evaluation-error';
import { type MeasureName, measureNames, measureTable } from '../measure-table';
import type { Headlines } from '../reading/bench';
import type { SeedRow } from './compare-seeds';
import type { Evaluation, Provenance, Renewal } from './evaluation';
import type { ModelsMeasured } from './models-measured';
import { retell } from './retell';
import type { StoredEvaluation } from './stored-evaluation';

/**
 * Puts the parts of a later evaluation in the place of an earlier one's, and tells the whole anew. Every part of the
 * result, kept or new, is of the weights that are installed.
 * @throws EvaluationsApart, EvaluationUnusable
 */
export function mergeEvaluations(
  earlier: StoredEvaluation,
  later: StoredEvaluation,
  installed: ModelsMeasured,
): Evaluation {
  const kept = namesOf(earlier).filter((name) => !(name in later.parts));
  const merged = kept.length === 0 ? later : join(earlier, later, kept, installed);
  requireInstalled(merged, installed);
  const evaluation = retell(merged);
  return { ...evaluation, seeds: standing(merged.seeds, evaluation) };
}

const namesOf = ({ parts }: Pick<StoredEvaluation, 'parts'>): MeasureName[] =>
  measureNames.filter((name) => name in parts);

function join(
  earlier: StoredEvaluation,
  later: StoredEvaluation,
  kept: readonly MeasureName[],
  installed: ModelsMeasured,
): StoredEvaluation {
  requireSameFilms(earlier.provenance, later.provenance);
  const parts = { ...earlier.parts, ...later.parts };
  const names = namesOf({ parts });
  const again = new Set(later.seeds.map(({ figure }) => figure));
  const leftOut = new Map([...later.leftOut, ...earlier.leftOut].map((entry) => [entry.name, entry]));
  return {
    provenance: {
      ...withoutReplaced(earlier.provenance, kept, installed),
      renewed: [...renewalsOf(earlier.provenance.renewed, kept), ...runsOf(later)],
    },
    parts: Object.fromEntries(names.map((name) => [name, parts[name]])),
    leftOut: [...leftOut.values()].filter(({ name }) => !(name in parts)),
    seeds: [...earlier.seeds.filter(({ figure }) => !again.has(figure)), ...later.seeds],
  };
}

function requireSameFilms(earlier: Provenance, later: Provenance): void {
  for (const setting of ['split', 'limit', 'bootstrapRounds', 'randomSeed'] as const)
    if (earlier[setting] !== later[setting])
      throw new EvaluationsApart(
        `${setting} is ${earlier[setting]} there and ${later[setting]} of the new parts`,
      );
}

/** The first run without the models of which none of its own parts is left. */
function withoutReplaced(
  first: Provenance,
  kept: readonly MeasureName[],
  installed: ModelsMeasured,
): Omit<Provenance, 'renewed'> {
  const own = kept.filter((name) => !first.renewed.some(({ measures }) => measures.includes(name)));
  const asked = new Set(own.flatMap((name) => modelOf(name, installed)?.name ?? []));
  return {
    ...first,
    otherModels: first.otherModels.filter(({ name }) => asked.has(name)),
    seedModels: first.seedModels.filter(({ name }) => name === first.model.name || asked.has(name)),
  };
}

/** What is still there of each run. */
export const renewalsOf = (renewals: readonly Renewal[], names: readonly MeasureName[]): Renewal[] =>
  renewals
    .map((renewal) => ({ ...renewal, measures: renewal.measures.filter((name) => names.includes(name)) }))
    .filter(({ measures }) => measures.length > 0);

/** Every run of an evaluation as one of which parts were taken over. */
function runsOf(later: StoredEvaluation): Renewal[] {
  const { command, otherModels, seedModels, beside, renewed } = later.provenance;
  const names = namesOf(later);
  const measures = names.filter((name) => !renewed.some((renewal) => renewal.measures.includes(name)));
  return renewalsOf([{ measures, command, otherModels, seedModels, beside }, ...renewed], names);
}

const modelOf = (name: MeasureName, installed: ModelsMeasured): ModelIdentity | undefined => {
  const { of } = measureTable[name];
  return of === 'rules' ? undefined : installed.get(of)?.identity;
};

/** Refuses parts that were measured with other weights than those that ship. */
function requireInstalled({ provenance, parts }: StoredEvaluation, installed: ModelsMeasured): void {
  const reader = installed.get('film-reader')?.identity;
  for (const name of namesOf({ parts })) {
    if (measureTable[name].of === 'rules') continue;
    const run = provenance.renewed.find(({ measures }) => measures.includes(name)) ?? provenance;
    const measuredWith = new Set([provenance.model, ...run.otherModels].map(({ sha256 }) => sha256));
    for (const needed of [reader, modelOf(name, installed)])
      if (!needed || !measuredWith.has(needed.sha256))
        throw new EvaluationsApart(
          `${name} was not measured with ${needed ? `the ${needed.name} ${needed.version} that is installed` : 'an installed model'}; measure it again`,
        );
  }
}

/** Rows of seeds whose first figure is still what its part shows. */
function standing(seeds: readonly SeedRow[], { measured }: Evaluation): SeedRow[] {
  const headlines = Object.assign({}, ...Object.values(measured).map((part) => part.headlines)) as Headlines;
  return seeds.filter(({ figure, values: [first = null] }) => {
    const shown = headlines[figure];
    return (
      shown !== undefined &&
      (first === null || shown === null ? first === shown : Math.abs(first - shown) < ROUNDING)
    );
  });
}

/** Stored figures have six digits. */
const ROUNDING = 2e-6;
