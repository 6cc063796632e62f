import type { Command } from 'commander';
import { exitCode } from '../terminal/exit-codes';
import { withProgress } from '../terminal/progress-bar';

/** `wetread caption`: a sentence of alternative text for each picture. */
export function registerCaption(program: Command): void {
  program
    .command('caption')
    .description('say in one sentence what pictures show; exit 3 when some could not be read')
    .argument('<path...>', 'DICOM, PNG or JPEG files, or folders of them')
    .option('--json', 'print JSON, a line a picture')
    .action(async (paths: string[], { json }: { json?: boolean }) => {
      const { runCaption } = await import('../captioning/run-caption.js');
      const { failed } = await withProgress((step) => runCaption({ paths, json: json ?? false }, step));
      if (failed > 0) process.exitCode = exitCode.partly;
    });
}
