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
  from?: string;
  onto?: string;
  sheets?: boolean;
  tally?: string;
}

/** No part of a table, or all of it. */
const alone: readonly string[] = ['all', 'parity', 'look'];

export function registerEval(program: Command): void {
  const command = program.command('eval');
  command
    .description('measure the shipped model on data sets of your own; exit 1 when parity is broken')
    .addArgument(
      new Argument('<measure...>', 'what to measure; all, parity and look by themselves').choices(
        evalMeasures,
      ),
    )
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
    .option('--from <folder>', 'take the parts from the evaluation in this folder instead of measuring them')
    .option(
      '--onto <folder>',
      'put the parts in the place of those of the evaluation in this folder; refused when its other parts are not of the shipped weights',
    )
    .option('--sheets', 'look: also one picture for every twenty films')
    .option('--tally <file>', 'look: count the faults of a form that was filled in')
    .action(async (asked: (EvalOrder['measures'][number] | 'look')[], flags: EvalFlags) => {
      const measures = asked.filter((name) => name !== 'look');
      if (measures.length === 0) return look(flags);
      if (asked.length > 1 && asked.some((name) => alone.includes(name)))
        return command.error(`error: ${alone.join(', ')} are asked for by themselves`);
      const { runEval } = await import('../evaluation/run-eval.js');
      const { narrate } = await import('../evaluation/progress-lines.js');
      const order: EvalOrder = {
        measures,
        dataDir: flags.data,
        split: flags.split,
        modelDir: flags.model ?? null,
        seedModelDirs: flags.seedModel,
        beside: flags.beside,
        limit: flags.limit,
        json: flags.json ?? false,
        out: flags.out ?? null,
        from: flags.from ?? null,
        onto: flags.onto ?? null,
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
