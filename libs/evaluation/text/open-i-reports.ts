import { z } from 'zod';
import type { DataFolder } from '../data/data-folder';
import { EvaluationDataInvalid, NothingToMeasure } from '../data/evaluation-error';

const FILE = 'text/openi/reports.jsonl';

const ReportLine = z.object({
  uid: z.union([z.number(), z.string()]),
  findings: z.string().nullish(),
  impression: z.string().nullish(),
  r2gen_split: z.enum(['train', 'val', 'test']).nullish(),
});

/** A report of Open-i (Demner-Fushman et al., JAMIA 2016) with its part in R2Gen's division. */
export interface OpenIReport {
  readonly uid: string;
  readonly findings: string;
  readonly impression: string;
  /** `null`: R2Gen leaves it out, for it lacks a film or findings; training may read it. */
  readonly split: 'train' | 'val' | 'test' | null;
}

/** @throws EvaluationDataMissing, EvaluationDataInvalid, NothingToMeasure */
export async function readOpenI(data: DataFolder): Promise<OpenIReport[]> {
  const lines = (await data.bytes(FILE)).toString('utf8').split('\n');
  const reports = lines
    .filter((line) => line.trim() !== '')
    .map((line, index) => readLine(data, line, index));
  if (reports.length === 0) throw new NothingToMeasure('texts', `no report in ${FILE}`);
  return reports;
}

function readLine(data: DataFolder, line: string, index: number): OpenIReport {
  const parsed = ReportLine.safeParse(parseJson(line));
  if (!parsed.success)
    throw new EvaluationDataInvalid(
      data.path(FILE),
      `line ${index + 1} is no report: ${z.prettifyError(parsed.error)}`,
    );
  const { uid, findings, impression, r2gen_split: split } = parsed.data;
  return {
    uid: String(uid),
    findings: findings ?? '',
    impression: impression ?? '',
    split: split ?? null,
  };
}

/** `undefined`, which no report is, when the line is no JSON. */
function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
