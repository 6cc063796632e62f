import type { Statistic, Weights } from './bootstrap';

/** Decisions of one column (finding) beside the truth, row by row. */
export interface Decided {
  readonly truth: readonly boolean[];
  readonly decided: readonly boolean[];
}

interface Counts {
  readonly hits: number;
  /** Labelled plus decided. */
  readonly told: number;
}

function count({ truth, decided }: Decided, weights: Weights): Counts {
  let hits = 0;
  let told = 0;
  for (let row = 0; row < truth.length; row++) {
    const weight = weights[row]!;
    if (truth[row] && decided[row]) hits += weight;
    told += weight * (Number(truth[row]) + Number(decided[row]));
  }
  return { hits, told };
}

/** Harmonic mean of precision and recall; 0 when nothing is right, also where there was nothing to find. */
const f1 = ({ hits, told }: Counts): number => (hits === 0 ? 0 : (2 * hits) / told);

/** F1 of all decisions of all columns together. */
export const microF1 =
  (columns: readonly Decided[]): Statistic =>
  (weights) => {
    const counts = columns.map((column) => count(column, weights));
    return f1({
      hits: counts.reduce((sum, { hits }) => sum + hits, 0),
      told: counts.reduce((sum, { told }) => sum + told, 0),
    });
  };

/** Mean of the columns' own F1. */
export const macroF1 =
  (columns: readonly Decided[]): Statistic =>
  (weights) =>
    columns.reduce((sum, column) => sum + f1(count(column, weights)), 0) / columns.length;
