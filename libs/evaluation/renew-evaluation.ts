import { verifyModel } from '@wetread/inference';
import { EvaluationUnusable } from './data/evaluation-error';
import { type MeasureName, measureTable } from './measure-table';
import type { Evaluation } from './report/evaluation';
import { mergeEvaluations, renewalsOf } from './report/merge-evaluations';
import { findModels } from './report/models-measured';
import { retell } from './report/retell';
import { readEvaluation, type StoredEvaluation, storedOf } from './report/stored-evaluation';

/** As a reader of its `evaluation.json` would tell it: what is printed and what is stored are one. */
export const retold = (evaluation: Evaluation): Evaluation => retell(storedOf(evaluation));

/**
 * Parts that were measured before, told anew.
 * @param measures all that are asked for; of several those that are there
 * @throws EvaluationUnusable where none of them is, or one has another shape
 */
export async function takeEvaluation(folder: string, measures: readonly MeasureName[]): Promise<Evaluation> {
  const { parts, provenance, leftOut, seeds } = await readEvaluation(folder);
  const names = measures.filter((name) => name in parts);
  if (names.length === 0) throw new EvaluationUnusable(folder, `it holds no part ${measures.join(' or ')}`);
  const chosen: StoredEvaluation = {
    provenance: { ...provenance, renewed: renewalsOf(provenance.renewed, names) },
    parts: Object.fromEntries(names.map((name) => [name, parts[name]])),
    leftOut: leftOut.filter(({ name }) => measures.includes(name)),
    seeds,
  };
  const evaluation = retell(chosen);
  const figures = new Set(
    Object.values(evaluation.measured).flatMap(({ headlines }) => Object.keys(headlines)),
  );
  return { ...evaluation, seeds: seeds.filter(({ figure }) => figures.has(figure)) };
}

/**
 * Puts the parts of `later` in the place of those of the evaluation in `folder`; nothing is written.
 * @param modelDir where the models lie that ship: every part must be of them, file by file
 * @throws EvaluationsApart, EvaluationUnusable, ModelChanged, ModelFileMissing
 */
export async function renewEvaluation(
  folder: string,
  later: Evaluation,
  modelDir: string,
): Promise<Evaluation> {
  const installed = await findModels(modelDir);
  const merged = mergeEvaluations(await readEvaluation(folder), storedOf(later), installed);
  const kinds = new Set((Object.keys(merged.measured) as MeasureName[]).map((name) => measureTable[name].of));
  for (const [kind, model] of installed) if (kinds.has(kind)) await verifyModel(model);
  return merged;
}
