import { resolve } from 'node:path';
import type { Command } from 'commander';
import { exitCode } from '../terminal/exit-codes';
import { withProgress } from '../terminal/progress-bar';

export function registerImport(program: Command): void {
  program
    .command('import')
    .description('store DICOM files, folders and ZIP archives')
    .argument('<path...>', 'files, folders (read recursively) or ZIP archives')
    .option('--json', 'one JSON line per instance instead of a summary')
    .action(async (paths: string[], options: { json?: boolean }) => {
      const { importPaths } = await import('../operations/import-paths.operation.js');
      const { runOperation } = await import('../control/run-operation.js');
      const summary = await withProgress((step) =>
        runOperation(importPaths, { paths: paths.map((path) => resolve(path)) }, step),
      );
      const notStored = summary.results.filter(
        ({ outcome }) => outcome !== 'stored' && outcome !== 'duplicate',
      );
      if (options.json) {
        for (const result of summary.results) console.log(JSON.stringify(result));
      } else {
        for (const { name, message } of notStored) console.error(`${name}: ${message}`);
        const count = (outcome: string) =>
          summary.results.filter((result) => result.outcome === outcome).length;
        console.log(
          `${count('stored')} stored, ${count('duplicate')} already there, ${notStored.length} not stored`,
        );
      }
      if (notStored.length > 0) process.exitCode = exitCode.partly;
    });
}
