import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { nihFindingCodes } from '@wetread/terminology';
import { z } from 'zod';
import { PredictionsUnusable } from './evaluation-error';

const Unit = z.number().min(0).max(1);
const BoxSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const FindingCode = z.enum(nihFindingCodes);

const PredictionLine = z.object({
  /** Relative to the data folder. */
  image: z.string(),
  probabilities: z.record(FindingCode, Unit),
  boxes: z.partialRecord(FindingCode, BoxSchema).optional(),
  /** Softmax over the gate's classes. */
  gate: z.record(z.string(), Unit).optional(),
});

/** One line of a `predictions.jsonl`: calibrated probability and box (fractions of the picture) per finding. */
export type PredictionLine = z.infer<typeof PredictionLine>;

/** Predictions of another model, or of another path through this one. */
export interface PredictionsFile {
  readonly name: string;
  /** Base name of the file: what a report may tell of where it lay. */
  readonly file: string;
  readonly byImage: ReadonlyMap<string, PredictionLine>;
}

/** `NAME=path`, as `--beside` takes it. @throws PredictionsUnusable */
export async function readPredictions(order: string): Promise<PredictionsFile> {
  const [, name, path] = /^([\w .-]+)=(.+)$/.exec(order) ?? [];
  if (!name || !path) throw new PredictionsUnusable(order, 'it is to be told as NAME=predictions.jsonl');
  const byImage = new Map<string, PredictionLine>();
  try {
    let number = 0;
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      number += 1;
      if (line.trim() !== '') readLine(line, number, name, byImage);
    }
  } catch (error) {
    if (error instanceof PredictionsUnusable) throw error;
    throw new PredictionsUnusable(name, `${path} cannot be read`);
  }
  return { name, file: basename(path), byImage };
}

function readLine(line: string, number: number, name: string, into: Map<string, PredictionLine>): void {
  const parsed = PredictionLine.safeParse(parseJson(line));
  if (!parsed.success) {
    const fault = z.prettifyError(parsed.error).replaceAll('\n', ' ');
    throw new PredictionsUnusable(name, `line ${number} is no prediction: ${fault}`);
  }
  into.set(parsed.data.image, parsed.data);
}

/** `undefined`, which no prediction is, when the line is no JSON. */
function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
