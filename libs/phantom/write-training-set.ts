import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import sharp from 'sharp';
import { drawChestPhantom } from './chest-phantom';
import { toGrey8 } from './grey-eight';
import { trainingCase } from './training-plan';

export interface TrainingSetOptions {
  directory: string;
  count: number;
  seed: number;
  /** Longest side in pixels. */
  size: number;
  /** Called after each film with the number written. */
  onProgress?: (written: number) => void;
}

/**
 * Writes `count` phantoms without the PHANTOM mark as 8-bit grey PNG, and `phantoms.jsonl` with one line a
 * film: image, view, findings (code, side, zone, size, box as fractions) and true sentences.
 */
export async function writeTrainingSet(options: TrainingSetOptions): Promise<void> {
  await mkdir(options.directory, { recursive: true });
  const lines = createWriteStream(join(options.directory, 'phantoms.jsonl'));
  for (let index = 0; index < options.count; index += 1) {
    const plan = trainingCase(options.seed, index);
    const film = drawChestPhantom({ ...plan, size: options.size, mark: false });
    const image = `phantom-${options.seed}-${String(index).padStart(5, '0')}.png`;
    await sharp(toGrey8(film.pixels), { raw: { width: film.width, height: film.height, channels: 1 } })
      .toColourspace('b-w')
      .png({ compressionLevel: 6 })
      .toFile(join(options.directory, image));
    const { width, height, view, findings, report } = film;
    lines.write(`${JSON.stringify({ image, seed: plan.seed, width, height, view, findings, report })}\n`);
    options.onProgress?.(index + 1);
  }
  lines.end();
  await finished(lines);
}

const usage = 'usage: write-training-set --out DIR [--count N] [--seed S] [--size PIXELS]\n';

function readOptions(args: readonly string[]): TrainingSetOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      out: { type: 'string' },
      count: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      size: { type: 'string', default: '512' },
      help: { type: 'boolean', default: false },
    },
  });
  const [count, seed, size] = [values.count, values.seed, values.size].map(Number) as [
    number,
    number,
    number,
  ];
  const sound =
    Number.isInteger(count) && count > 0 && Number.isInteger(seed) && Number.isInteger(size) && size >= 64;
  if (values.help || !values.out || !sound) return undefined;
  return { directory: values.out, count, seed, size };
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const format = 'phantoms {bar} {value}/{total} {eta_formatted}';
  const bar = new SingleBar({ stream: process.stderr, format, noTTYOutput: true, notTTYSchedule: 2000 });
  bar.start(options.count, 0);
  await writeTrainingSet({ ...options, onProgress: (written) => bar.update(written) });
  bar.stop();
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`write-training-set: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
