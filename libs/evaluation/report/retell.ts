import { EvaluationUnusable } from '../data/evaluation-error';
import { type MeasureName, measureTable } from '../measure-table';
import type { Evaluation } from './evaluation';
import type { Measured } from './measure';
import { EVALUATION_FILE, type StoredEvaluation } from './stored-evaluation';

/** Tells every part anew from its stored report. @throws EvaluationUnusable where a part has another shape */
export function retell({ provenance, parts, leftOut, seeds }: StoredEvaluation): Evaluation {
  const measured: Partial<Record<MeasureName, Measured>> = {};
  const faults: { name: MeasureName; cause: unknown }[] = [];
  for (const name of Object.keys(parts) as MeasureName[])
    try {
      measured[name] = measureTable[name].retell(parts[name]);
    } catch (cause) {
      faults.push({ name, cause });
    }
  const [first] = faults;
  if (!first) return { provenance, measured, leftOut, seeds };
  const names = faults.map(({ name }) => name).join(' ');
  const fault = `${names}: not as this version writes it; measure again: wetread eval ${names} --onto FOLDER`;
  throw new EvaluationUnusable(EVALUATION_FILE, fault, { cause: first.cause });
}
