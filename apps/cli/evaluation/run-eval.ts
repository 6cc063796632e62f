import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  type Evaluation,
  evaluationJson,
  evaluationMarkdown,
  type MeasureName,
  measureNames,
  parityPage,
  type Progress,
  recordOf,
  renewEvaluation,
  retold,
  runEvaluation,
  runParity,
  type Split,
  takeEvaluation,
} from '@wetread/evaluation';
import { DomainError } from '@wetread/kernel';
import { loadConfig } from '@wetread/platform';

class BesideNeeded extends DomainError {
  readonly code = 'cli.beside-needed';
  readonly status = 'invalid';
  constructor() {
    super('parity compares with something: say --beside NAME=predictions.jsonl');
  }
}

class OntoOrOut extends DomainError {
  readonly code = 'cli.onto-or-out';
  readonly status = 'invalid';
  constructor() {
    super('--onto changes the evaluation of a folder, --out writes one of its own: say one of them');
  }
}

export interface EvalOrder {
  /** Parts of the table, or `all` or `parity` alone. */
  measures: (MeasureName | 'all' | 'parity')[];
  dataDir: string;
  split: Split;
  /** `null`: the configured one. */
  modelDir: string | null;
  seedModelDirs: string[];
  beside: string[];
  limit: number;
  json: boolean;
  out: string | null;
  /** Folder of an evaluation whose parts stand in for measuring. */
  from: string | null;
  /** Folder of the evaluation that takes the parts in. */
  onto: string | null;
}

/** What is printed, and the files of `--out`. */
interface Written {
  markdown: string;
  json: string;
  names: { markdown: string; json: string };
  agrees: boolean;
}

/** Measures, prints, and writes files when asked to. `agrees` is false only when two paths of one model differ. */
export async function runEval(order: EvalOrder, progress: Progress): Promise<{ agrees: boolean }> {
  if (order.out !== null && order.onto !== null) throw new OntoOrOut();
  const written =
    order.measures[0] === 'parity' ? await compare(order, progress) : await measure(order, progress);
  const out = order.out ?? order.onto;
  if (out !== null) {
    await mkdir(out, { recursive: true });
    await writeFile(join(out, written.names.markdown), written.markdown);
    await writeFile(join(out, written.names.json), written.json);
  }
  process.stdout.write(order.json ? written.json : written.markdown);
  return { agrees: written.agrees };
}

async function measure(order: EvalOrder, progress: Progress): Promise<Written> {
  const asked = new Set<string>(order.measures);
  const names = asked.has('all') ? measureNames : measureNames.filter((name) => asked.has(name));
  const found =
    order.from === null
      ? retold(await evaluate(names, order, progress))
      : await takeEvaluation(order.from, names);
  const evaluation =
    order.onto === null ? found : await renewEvaluation(order.onto, found, modelDirOf(order));
  return {
    markdown: evaluationMarkdown(evaluation),
    json: evaluationJson(recordOf(evaluation)),
    names: { markdown: 'EVALUATION.md', json: 'evaluation.json' },
    agrees: true,
  };
}

const modelDirOf = ({ modelDir }: EvalOrder): string => modelDir ?? loadConfig().inference.modelDir;

const evaluate = (
  measures: readonly MeasureName[],
  order: EvalOrder,
  progress: Progress,
): Promise<Evaluation> =>
  runEvaluation(
    {
      measures,
      dataDir: resolve(order.dataDir),
      split: order.split,
      modelDir: modelDirOf(order),
      seedModelDirs: order.seedModelDirs,
      beside: order.beside,
      limit: order.limit,
      projectImages: inProject('docs/images'),
      sightingsFile: inProject(SIGHTINGS),
      threads: loadConfig().inference.threads,
    },
    progress,
  );

async function compare(order: EvalOrder, progress: Progress): Promise<Written> {
  if (order.beside.length === 0) throw new BesideNeeded();
  const reports = await runParity(
    {
      dataDir: resolve(order.dataDir),
      modelDir: modelDirOf(order),
      beside: order.beside,
      limit: order.limit,
      threads: loadConfig().inference.threads,
    },
    progress,
  );
  return {
    markdown: `${parityPage(reports)}\n`,
    json: evaluationJson(reports),
    names: { markdown: 'PARITY.md', json: 'parity.json' },
    agrees: reports.every(({ agrees }) => agrees),
  };
}

const SIGHTINGS = 'models/training/wetread_training/gate/sightings.json';

/** A file or folder of the project, when this runs inside it. */
function inProject(path: string): string | null {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  const found = join(folder, path);
  return existsSync(found) ? found : null;
}
