import type { Command } from 'commander';
import { exitCode } from '../terminal/exit-codes';
import { withProgress } from '../terminal/progress-bar';

interface EmbedFlags {
  text: string[];
  texts?: string;
  demo?: boolean;
}

/** `wetread embed`: pictures and texts to their places in one space, jsonl on standard output. */
export function registerEmbed(program: Command): void {
  program
    .command('embed')
    .description('place pictures and texts in one space, a line of JSON each; exit 3 when some were refused')
    .argument('[path...]', 'DICOM, PNG or JPEG files, or folders of them; before --text')
    .option('--text <text...>', 'texts to place', [])
    .option('--texts <file>', 'a file of texts, one a line')
    .option('--demo', 'phantoms are in scope, as in the demo profile')
    .action(async (paths: string[], { text, texts, demo }: EmbedFlags) => {
      const { runEmbed } = await import('../embedding/run-embed.js');
      const profile = demo ? ('demo' as const) : ('production' as const);
      const order = { paths, texts: text, textsFile: texts ?? null, profile };
      const { refused } = await withProgress((step) => runEmbed(order, step));
      if (refused > 0) process.exitCode = exitCode.partly;
    });
}
