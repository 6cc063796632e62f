import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { evalMeasures, evalSplits } from '../evaluation/eval-choices';
import type { EvalOrder } from '../evaluation/run-eval';
import type { LookRequest } from '../evaluation/run-look';
import { exitCode } from '../terminal/exit-codes';
import { withProgress } from '../terminal/progress-bar';

interface EvalFlags {
  data: string;
  split: EvalOrder['split'];
  model?: string;
  seedModel: string[];
  beside: string[];
  limit: number;
  json?: boolean;
  out?: string;
  sheets?: boolean;
  tally?: string;
}

export function registerEval(program: Command): void {
  program
    .command('eval')
    .description('measure the shipped model on data sets of your own; exit 1 when parity is broken')
    .addArgument(new Argument('<measure>', 'what to measure').choices(evalMeasures))
    .option('--data <folder>', 'folder of the data sets, as docs/evaluation.md lays it out', '.')
    .addOption(new Option('--split <split>', 'films of which patients').choices(evalSplits).default('test'))
    .option('--model <folder>', 'a model folder; default the shipped model')
    .option('--seed-model <folder...>', 'the same model trained with other seeds', [])
    .option('--beside <name=file...>', 'predictions.jsonl of others, measured by the same code', [])
    .option('--limit <films>', 'films of each set at most', wholeNumber, 0)
    .option('--json', 'print as JSON')
    .option(
      '--out <folder>',
      'write EVALUATION.md and evaluation.json (parity: PARITY.md, parity.json; look: its pages) there',
    )
    .option('--sheets', 'look: also one picture for every twenty films')
    .option('--tally <file>', 'look: count the faults of a form that was filled in')
    .action(async (measure: EvalOrder['measure'] | 'look', flags: EvalFlags) => {
      if (measure === 'look') return look(flags);
      const { runEval } = await import('../evaluation/run-eval.js');
      const { narrate } = await import('../evaluation/progress-lines.js');
      const order: EvalOrder = {
        measure,
        dataDir: flags.data,
        split: flags.split,
        modelDir: flags.model ?? null,
        seedModelDirs: flags.seedModel,
        beside: flags.beside,
        limit: flags.limit,
        json: flags.json ?? false,
        out: flags.out ?? null,
      };
      const { agrees } = await withProgress((step) => runEval(order, narrate(step)));
      if (!agrees) process.exitCode = exitCode.failed;
    });
}

async function look(flags: EvalFlags): Promise<void> {
  const { runLook } = await import('../evaluation/run-look.js');
  const { narrate } = await import('../evaluation/progress-lines.js');
  const request: LookRequest = {
    dataDir: flags.data,
    split: flags.split,
    modelDir: flags.model ?? null,
    limit: flags.limit,
    out: flags.out ?? null,
    sheets: flags.sheets ?? false,
    tally: flags.tally ?? null,
    json: flags.json ?? false,
  };
  await withProgress((step) => runLook(request, narrate(step)));
}

const wholeNumber = (value: string): number => {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('a whole number of films');
  return Number(value);
};
