import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EvaluationUnusable } from '../data/evaluation-error';
import { type MeasureName, measureNames } from '../measure-table';
import { type Evaluation, recordOf } from './evaluation';
import { evaluationJson } from './evaluation-json';

export const EVALUATION_FILE = 'evaluation.json';

const Identity = z.object({ name: z.string(), version: z.string(), sha256: z.string() });
const Beside = z.object({ name: z.string(), file: z.string(), films: z.number() });
const measure = z.enum(measureNames as [MeasureName, ...MeasureName[]]);
const value = z.number().nullable();

const Envelope = z.looseObject({
  provenance: z.object({
    command: z.string(),
    model: Identity,
    modelFiles: z.array(z.object({ path: z.string(), sha256: z.string(), bytes: z.number() })),
    otherModels: z.array(Identity),
    seedModels: z.array(Identity),
    beside: z.array(Beside),
    split: z.enum(['val', 'test']),
    limit: z.number(),
    bootstrapRounds: z.number(),
    randomSeed: z.number(),
    renewed: z
      .array(
        z.object({
          measures: z.array(measure),
          command: z.string(),
          otherModels: z.array(Identity),
          seedModels: z.array(Identity),
          beside: z.array(Beside),
        }),
      )
      // Evaluations of before parts could be renewed.
      .default([]),
  }),
  leftOut: z.array(z.object({ name: measure, reason: z.string() })),
  seeds: z.array(
    z.object({ figure: z.string(), values: z.array(value), mean: value, lowest: value, highest: value }),
  ),
});

/** What an `evaluation.json` holds; each measure's report is as it wrote it. */
export interface StoredEvaluation extends Omit<Evaluation, 'measured'> {
  /** In the order of the table of measures. */
  readonly parts: Partial<Record<MeasureName, unknown>>;
}

/** @param path what the fault is told of */
function parseEvaluation(json: string, path: string): StoredEvaluation {
  let held: z.infer<typeof Envelope>;
  try {
    held = Envelope.parse(JSON.parse(json));
  } catch (cause) {
    const fault = cause instanceof z.ZodError ? z.prettifyError(cause) : 'it is no JSON';
    throw new EvaluationUnusable(path, fault, { cause });
  }
  const { provenance, leftOut, seeds, ...rest } = held;
  const parts = Object.fromEntries(
    measureNames.filter((name) => rest[name] !== undefined).map((name) => [name, rest[name]]),
  );
  return { provenance, parts, leftOut, seeds };
}

/** What stands in a folder. @throws EvaluationUnusable */
export async function readEvaluation(folder: string): Promise<StoredEvaluation> {
  const path = join(folder, EVALUATION_FILE);
  const json = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new EvaluationUnusable(path, 'it cannot be read; `wetread eval all --out` writes one', { cause });
  });
  return parseEvaluation(json, path);
}

/** What would be written of it, rounded as it is written. */
export const storedOf = (evaluation: Evaluation): StoredEvaluation =>
  parseEvaluation(evaluationJson(recordOf(evaluation)), EVALUATION_FILE);
