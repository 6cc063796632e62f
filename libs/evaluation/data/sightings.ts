import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { EvaluationDataInvalid, EvaluationDataMissing } from './evaluation-error';

/**
 * What pictures are by sight, where their tables are wrong or silent: file name -> class of the gate; an empty class
 * leaves the picture out, because readers would argue about it.
 */
export interface Sightings {
  readonly nih: ReadonlyMap<string, string>;
  readonly vqaMed: ReadonlyMap<string, string>;
}

/** The tables alone. */
export const noSightings: Sightings = { nih: new Map(), vqaMed: new Map() };

const ByClass = z.record(z.string(), z.array(z.string()));
const SightingsFile = z.object({ nih: ByClass, 'vqa-med': ByClass });

/**
 * Reads the list that training keeps (`models/training/wetread_training/gate/sightings.json`), so that both judge by
 * the same eyes.
 * @throws EvaluationDataMissing, EvaluationDataInvalid
 */
export async function readSightings(path: string): Promise<Sightings> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new EvaluationDataMissing('The list of sightings', path);
  });
  const parsed = SightingsFile.safeParse(JSON.parse(text));
  if (!parsed.success)
    throw new EvaluationDataInvalid(path, z.prettifyError(parsed.error).replaceAll('\n', ' '));
  return {
    nih: invert(parsed.data.nih, (name) => `${name}.jpg`),
    vqaMed: invert(parsed.data['vqa-med'], (number) => `synpic${number}.jpg`),
  };
}

const invert = (byClass: z.infer<typeof ByClass>, fileOf: (name: string) => string): Map<string, string> =>
  new Map(
    Object.entries(byClass).flatMap(([kind, names]) =>
      names.map((name): [string, string] => [fileOf(name), kind]),
    ),
  );
