import { createDraftEngine, findModel, type RegisteredModel } from '@wetread/inference';
import { DataFolder } from './data/data-folder';
import type { Split } from './data/nih-films';
import { readPredictions } from './data/predictions-file';
import { noSightings, readSightings } from './data/sightings';
import { evidenceHeadlines, measureEvidence } from './evidence/measure-evidence';
import { findingsHeadlines, measureFindings } from './findings/measure-findings';
import { gateHeadlines, measureGate } from './gate/measure-gate';
import type { Bench, Headlines } from './reading/bench';
import { FilmReader } from './reading/film-reader';
import type { Progress } from './reading/progress';
import { compareSeeds } from './report/compare-seeds';
import type { Evaluation, MeasureName } from './report/evaluation';
import { provenanceOf } from './report/provenance';
import { measureRetrieval, retrievalHeadlines } from './retrieval/measure-retrieval';
import { measureSpeed } from './speed/measure-speed';

export interface EvaluationOrder {
  readonly measures: readonly MeasureName[];
  /** Folder of the data sets. */
  readonly dataDir: string;
  readonly split: Split;
  /** Folder of the model, or of models. */
  readonly modelDir: string;
  /** Folders of the same model trained with other seeds. */
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

/** The settings of one run that do not depend on the model. */
type Setting = Omit<Bench, 'model' | 'reader' | 'headlinesOnly'> &
  Pick<EvaluationOrder, 'threads' | 'measures'>;

/** One model's reports, and what of them seeds are compared by. */
type Measured = Omit<Evaluation, 'provenance' | 'seeds'> & { readonly headlines: Headlines };

/**
 * Measures the shipped files through the product's own path: every figure comes from `createDraftEngine`.
 * @throws EvaluationDataMissing, EvaluationDataInvalid, PredictionsUnusable, NothingToMeasure, and what
 * createDraftEngine throws
 */
export async function runEvaluation(order: EvaluationOrder, progress: Progress): Promise<Evaluation> {
  const beside = await Promise.all(order.beside.map(readPredictions));
  const model = await findModel(order.modelDir, 'film-reader');
  const seedModels = await Promise.all(order.seedModelDirs.map((folder) => findModel(folder, 'film-reader')));
  const { split, limit, projectImages, rounds = ROUNDS, seed = SEED, threads, measures } = order;
  const data = new DataFolder(order.dataDir);
  const sightings = order.sightingsFile === null ? noSightings : await readSightings(order.sightingsFile);
  const setting: Setting = {
    data,
    split,
    limit,
    projectImages,
    sightings,
    rounds,
    seed,
    beside,
    threads,
    measures,
  };
  const { headlines, ...reports } = await measureModel(model, setting, false, progress);
  const others: Headlines[] = [];
  for (const other of seedModels) {
    const named: Progress = (step) =>
      progress({ ...step, label: `${step.label} (seed ${others.length + 2})` });
    others.push((await measureModel(other, setting, true, named)).headlines);
  }
  return {
    provenance: provenanceOf(measures, setting, model, seedModels),
    ...reports,
    seeds: compareSeeds([headlines, ...others]),
  };
}

/** Two readers keep two cores busy; speed is measured with one, which has all threads to itself. */
async function measureModel(
  model: RegisteredModel<'film-reader'>,
  { threads, measures, ...setting }: Setting,
  headlinesOnly: boolean,
  progress: Progress,
): Promise<Measured> {
  const engine = await createDraftEngine({ modelDir: model.folder, threads, readers: Math.max(1, threads) });
  try {
    const bench: Bench = {
      ...setting,
      model,
      headlinesOnly,
      reader: new FilmReader(engine, setting.data, progress),
    };
    const asked = new Set(measures);
    const findings = asked.has('findings') ? await measureFindings(bench) : null;
    const evidence = asked.has('evidence') ? await measureEvidence(bench) : null;
    const gate = asked.has('gate') ? await measureGate(bench) : null;
    const retrieval = asked.has('retrieval') ? await measureRetrieval(bench) : null;
    const speed = asked.has('speed') && !headlinesOnly ? await speedOf(bench, threads) : null;
    const headlines = {
      ...(findings && findingsHeadlines(findings)),
      ...(evidence && evidenceHeadlines(evidence)),
      ...(gate && gateHeadlines(gate)),
      ...(retrieval && retrievalHeadlines(retrieval)),
    };
    return { findings, evidence, gate, retrieval, speed, headlines };
  } finally {
    await engine.close();
  }
}

async function speedOf(bench: Bench, threads: number): Promise<Evaluation['speed']> {
  const engine = await createDraftEngine({ modelDir: bench.model.folder, threads, readers: 1 });
  try {
    return await measureSpeed(engine, threads, bench);
  } finally {
    await engine.close();
  }
}
