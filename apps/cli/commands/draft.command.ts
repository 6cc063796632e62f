import { Option, type Command } from 'commander';
import { draftFormats, type DraftFormat } from '../drafting/draft-format';
import { exitCode } from '../terminal/exit-codes';
import { withProgress } from '../terminal/progress-bar';

interface DraftFlags {
  format: DraftFormat;
  out?: string;
  modality?: string;
  bodyPart?: string;
  view?: string;
  demo?: boolean;
  prior: boolean;
}

export function registerDraft(program: Command): void {
  program
    .command('draft')
    .description('draft reports of films without a server; exit 3 when some were refused')
    .argument('<path...>', 'DICOM, PNG or JPEG files, or folders of them')
    .addOption(new Option('--format <format>', 'what to print').choices(draftFormats).default('text'))
    .option('--out <folder>', 'write a file per study instead of standard output')
    .option('--modality <code>', 'of PNG and JPEG files: DX or CR')
    .option('--body-part <term>', 'of PNG and JPEG files: CHEST')
    .option('--view <code>', 'of PNG and JPEG files: PA or AP')
    .option('--no-prior', 'compare no film with an earlier one of the same patient among the files')
    .option('--demo', 'read phantoms too, as the demo profile does')
    .action(async (paths: string[], flags: DraftFlags) => {
      const { runDraft } = await import('../drafting/run-draft.js');
      const order = {
        paths,
        format: flags.format,
        out: flags.out ?? null,
        facts: {
          modality: flags.modality ?? null,
          bodyPart: flags.bodyPart ?? null,
          view: flags.view ?? null,
        },
        profile: flags.demo ? ('demo' as const) : ('production' as const),
        compare: flags.prior,
      };
      const { refused } = await withProgress((step) => runDraft(order, step));
      if (refused > 0) process.exitCode = exitCode.partly;
    });
}
