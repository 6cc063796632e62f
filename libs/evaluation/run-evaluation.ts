import {
  createDraftEngine,
  findModel,
  type ModelKind,
  ModelNotFound,
  type RegisteredModel,
} from '@wetread/inference';
import { DataFolder } from './data/data-folder';
import { NothingToMeasure } from './data/evaluation-error';
import type { Split } from './data/nih-films';
import { readPredictions } from './data/predictions-file';
import { noSightings, readSightings } from './data/sightings';
import { type MeasureName, measureTable } from './measure-table';
import type { Bench, Headlines } from './reading/bench';
import { FilmReader } from './reading/film-reader';
import type { Progress } from './reading/progress';
import { compareSeeds, type SeedRow } from './report/compare-seeds';
import type { Evaluation } from './report/evaluation';
import type { Measured } from './report/measure';
import { findModels, findSeedModel, type ModelsMeasured } from './report/models-measured';
import { provenanceOf } from './report/provenance';

export interface EvaluationOrder {
  readonly measures: readonly MeasureName[];
  /** Folder of the data sets. */
  readonly dataDir: string;
  readonly split: Split;
  /** Folder of the model, or of models. */
  readonly modelDir: string;
  /** Folders of the same models, of any kind, trained with other seeds. */
  readonly seedModelDirs: readonly string[];
  /** `NAME=predictions.jsonl` of others. */
  readonly beside: readonly string[];
  /** Films and pictures of one set at most, 0 = all. */
  readonly limit: number;
  /** Folder of the project's screenshots, `null` when there is none. */
  readonly projectImages: string | null;
  /** The list of what pictures are by sight, `null`: the sets' tables alone. */
  readonly sightingsFile: string | null;
  /** CPU threads. */
  readonly threads: number;
  readonly rounds?: number;
  readonly seed?: number;
}

const ROUNDS = 1000;
const SEED = 20261127;

/** The settings of one run that do not depend on the models. */
type Setting = Omit<Bench, 'model' | 'models' | 'reader' | 'headlinesOnly'>;

type Reports = Partial<Record<MeasureName, Measured>>;

/**
 * Measures the shipped files through the product's own path: every figure of a film comes from `createDraftEngine`.
 * @throws EvaluationDataMissing, EvaluationDataInvalid, PredictionsUnusable, NothingToMeasure, ModelNotFound when the
 * one measure that is asked for has no model, and what createDraftEngine throws
 */
export async function runEvaluation(order: EvaluationOrder, progress: Progress): Promise<Evaluation> {
  const setting = await settingOf(order);
  const model = await findModel(order.modelDir, 'film-reader');
  const models = await findModels(order.modelDir);
  const seedModels = await Promise.all(order.seedModelDirs.map(findSeedModel));
  const leftOut = order.measures.filter((name) => kinds(name).some((kind) => !models.has(kind)));
  const names = order.measures.filter((name) => !leftOut.includes(name));
  if (names.length === 0) throw new ModelNotFound(order.modelDir, kinds(leftOut[0]!)[0]);
  const measured = await measureModels(names, models, setting, false, progress);
  const found = names.filter((name) => measured[name]);
  const others = [...models.values()].filter(
    ({ manifest: { kind } }) => kind !== 'film-reader' && found.some((name) => kinds(name).includes(kind)),
  );
  return {
    provenance: provenanceOf(order.measures, setting, model, others, seedModels),
    measured,
    leftOut: [
      ...leftOut.map((name) => ({ name, reason: 'no such model is installed' })),
      ...names
        .filter((name) => !measured[name])
        .map((name) => ({ name, reason: 'the data hold nothing to measure it on' })),
    ],
    seeds: await measureSeeds(seedModels, measured, models, setting, progress),
  };
}

/** The kind of model that a measure asks, none of rules. */
const kinds = (name: MeasureName): ModelKind[] =>
  measureTable[name].of === 'rules' ? [] : [measureTable[name].of];

async function settingOf(order: EvaluationOrder): Promise<Setting> {
  const { dataDir, split, limit, projectImages, sightingsFile, threads, rounds, seed } = order;
  return {
    data: new DataFolder(dataDir),
    split,
    limit,
    projectImages,
    sightings: sightingsFile === null ? noSightings : await readSightings(sightingsFile),
    rounds: rounds ?? ROUNDS,
    seed: seed ?? SEED,
    beside: await Promise.all(order.beside.map(readPredictions)),
    threads,
  };
}

/** Two readers keep two cores busy; speed is measured with one, which has all threads to itself. */
async function measureModels(
  names: readonly MeasureName[],
  models: ModelsMeasured,
  setting: Setting,
  headlinesOnly: boolean,
  progress: Progress,
): Promise<Reports> {
  const model = models.get('film-reader') as RegisteredModel<'film-reader'>;
  const { threads, data } = setting;
  const engine = await createDraftEngine({ modelDir: model.folder, threads, readers: Math.max(1, threads) });
  try {
    const reader = new FilmReader(engine, data, progress);
    const bench: Bench = { ...setting, model, models, reader, headlinesOnly };
    const reports: Reports = {};
    for (const name of names) {
      const report = await measureTable[name].run(bench).catch(leaveOutOf(names));
      if (report) reports[name] = report;
    }
    return reports;
  } finally {
    await engine.close();
  }
}

/** Many measures are not lost for one that finds nothing to count; a single one says so. */
const leaveOutOf =
  (names: readonly MeasureName[]) =>
  (error: unknown): null => {
    if (error instanceof NothingToMeasure && names.length > 1) return null;
    throw error;
  };

/**
 * Repeats, for each model of another seed, the measures of its kind that a file of its own decides; a row is told of
 * models of one kind only.
 */
async function measureSeeds(
  seedModels: readonly RegisteredModel[],
  measured: Reports,
  models: ModelsMeasured,
  setting: Setting,
  progress: Progress,
): Promise<SeedRow[]> {
  const names = Object.keys(measured) as MeasureName[];
  const rows: SeedRow[] = [];
  for (const kind of new Set(seedModels.map(({ manifest }) => manifest.kind))) {
    const others = seedModels.filter(({ manifest }) => manifest.kind === kind);
    const repeated = names.filter(
      (name) =>
        measureTable[name].of === kind &&
        measureTable[name].repeats &&
        others.some((other) => differs(other, models.get(kind), measureTable[name].files)),
    );
    const headlines = [headlinesOf(repeated, measured)];
    for (const other of others) {
      const named: Progress = (step) =>
        progress({ ...step, label: `${step.label} (seed ${headlines.length + 1})` });
      const reports = await measureModels(repeated, new Map(models).set(kind, other), setting, true, named);
      headlines.push(headlinesOf(repeated, reports));
    }
    rows.push(...compareSeeds(headlines));
  }
  return rows;
}

/** Whether two models of a kind differ in one of the files of these roles, or in any when none is named. */
function differs(
  one: RegisteredModel,
  other: RegisteredModel | undefined,
  roles: readonly string[],
): boolean {
  const [ours, theirs] = [one, other].map((model) => Object.entries(model?.manifest.files ?? {}));
  const shared = new Set(theirs!.map(([role, { sha256 }]) => `${role} ${sha256}`));
  return ours!.some(
    ([role, { sha256 }]) => (roles.length === 0 || roles.includes(role)) && !shared.has(`${role} ${sha256}`),
  );
}

const headlinesOf = (names: readonly MeasureName[], reports: Reports): Headlines =>
  Object.assign({}, ...names.map((name) => reports[name]?.headlines)) as Headlines;
