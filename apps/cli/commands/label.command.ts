import type { Command } from 'commander';
import { exitCode } from '../terminal/exit-codes';

interface LabelFlags {
  batch?: string;
  json?: boolean;
  devices?: boolean;
}

const MORE = `
Labels are those of NIH ChestX-ray14, "Pleural_Thickening" for one; status is present, absent or uncertain.
side is left, right, bilateral or none, place is upper, middle, lower or none; "none": the text does not tell.
--batch prints {"id", "findings": [{"label", "status", "side", "place"}]} a line; a line at fault has "error" instead.
What is past, asked or advised ("history of", "rule out", "CT to exclude") is no finding.`;

/** `wetread label`: the findings that a report text speaks of, by rule. */
export function registerLabel(program: Command): void {
  program
    .command('label')
    .description(
      'tell the findings that report text speaks of; exit 3 when some lines of a batch are at fault',
    )
    .argument('[text]', 'radiology English; - reads standard input')
    .option('--batch <file>', 'lines of {id, text}, labelled by a line of JSON each; - reads standard input')
    .option('--json', 'print JSON')
    .option('--devices', 'tell tubes, lines and implants too, as SupportDevice, which is no NIH label')
    .addHelpText('after', MORE)
    .action(async (text: string | undefined, { batch, json, devices }: LabelFlags) => {
      const { runLabel } = await import('../labelling/run-label.js');
      const { failed } = await runLabel({
        text: text ?? null,
        batch: batch ?? null,
        json: json ?? false,
        devices: devices ?? false,
      });
      if (failed > 0) process.exitCode = exitCode.partly;
    });
}
