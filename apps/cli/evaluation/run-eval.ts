import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  evaluationJson,
  evaluationMarkdown,
  type MeasureName,
  measureNames,
  parityPage,
  type Progress,
  recordOf,
  runEvaluation,
  runParity,
  type Split,
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

export interface EvalOrder {
  measure: MeasureName | 'all' | 'parity';
  dataDir: string;
  split: Split;
  /** `null`: the configured one. */
  modelDir: string | null;
  seedModelDirs: string[];
  beside: string[];
  limit: number;
  json: boolean;
  out: string | null;
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
  const written =
    order.measure === 'parity' ? await compare(order, progress) : await measure(order, progress);
  if (order.out !== null) {
    await mkdir(order.out, { recursive: true });
    await writeFile(join(order.out, written.names.markdown), written.markdown);
    await writeFile(join(order.out, written.names.json), written.json);
  }
  process.stdout.write(order.json ? written.json : written.markdown);
  return { agrees: written.agrees };
}

async function measure({ measure: asked, ...order }: EvalOrder, progress: Progress): Promise<Written> {
  const { inference } = loadConfig();
  const evaluation = await runEvaluation(
    {
      measures: asked === 'all' ? measureNames : [asked as MeasureName],
      dataDir: resolve(order.dataDir),
      split: order.split,
      modelDir: order.modelDir ?? inference.modelDir,
      seedModelDirs: order.seedModelDirs,
      beside: order.beside,
      limit: order.limit,
      projectImages: inProject('docs/images'),
      sightingsFile: inProject(SIGHTINGS),
      threads: inference.threads,
    },
    progress,
  );
  return {
    markdown: evaluationMarkdown(evaluation),
    json: evaluationJson(recordOf(evaluation)),
    names: { markdown: 'EVALUATION.md', json: 'evaluation.json' },
    agrees: true,
  };
}

async function compare(order: EvalOrder, progress: Progress): Promise<Written> {
  if (order.beside.length === 0) throw new BesideNeeded();
  const { inference } = loadConfig();
  const reports = await runParity(
    {
      dataDir: resolve(order.dataDir),
      modelDir: order.modelDir ?? inference.modelDir,
      beside: order.beside,
      limit: order.limit,
      threads: inference.threads,
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
