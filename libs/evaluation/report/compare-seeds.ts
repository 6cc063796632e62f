import type { Headlines } from '../reading/bench';

/** One figure of models that differ by their seed only. */
export interface SeedRow {
  readonly figure: string;
  /** In the order of the command line, the measured model first. */
  readonly values: readonly (number | null)[];
  readonly mean: number | null;
  readonly lowest: number | null;
  readonly highest: number | null;
}

/** The range, not a standard deviation: of three values the latter says little. Models of one kind only. */
export function compareSeeds(models: readonly Headlines[]): SeedRow[] {
  if (models.length < 2) return [];
  return Object.keys(models[0]!).map((figure) => {
    const values = models.map((headlines) => headlines[figure] ?? null);
    const known = values.filter((value) => value !== null);
    if (known.length === 0) return { figure, values, mean: null, lowest: null, highest: null };
    return {
      figure,
      values,
      mean: known.reduce((sum, value) => sum + value, 0) / known.length,
      lowest: Math.min(...known),
      highest: Math.max(...known),
    };
  });
}
