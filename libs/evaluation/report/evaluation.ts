import type { ModelIdentity } from '@wetread/inference';
import type { MeasureName } from '../measure-table';
import type { Split } from '../data/nih-films';
import type { SeedRow } from './compare-seeds';
import type { Measured } from './measure';
import type { OverviewRow } from '../overview/overview-row';

/** From what the figures come; nothing of it names a machine or a folder on it. */
export interface Provenance {
  readonly command: string;
  readonly model: ModelIdentity;
  readonly modelFiles: readonly { readonly path: string; readonly sha256: string; readonly bytes: number }[];
  /** Models of other kinds whose figures are among these. */
  readonly otherModels: readonly ModelIdentity[];
  readonly seedModels: readonly ModelIdentity[];
  readonly beside: readonly { readonly name: string; readonly file: string; readonly films: number }[];
  readonly split: Split;
  /** 0 = all films. */
  readonly limit: number;
  readonly bootstrapRounds: number;
  readonly randomSeed: number;
  /** Later runs whose parts stand in the place of this run's; same split, limit, rounds and seed. */
  readonly renewed: readonly Renewal[];
}

/** A later run of which some parts were taken over. */
export interface Renewal extends Pick<Provenance, 'command' | 'otherModels' | 'seedModels' | 'beside'> {
  readonly measures: readonly MeasureName[];
}

/** Whatever was measured in one run. */
export interface Evaluation {
  readonly provenance: Provenance;
  readonly measured: Readonly<Partial<Record<MeasureName, Measured>>>;
  /** Measures that could not be made, and why. */
  readonly leftOut: readonly { readonly name: MeasureName; readonly reason: string }[];
  /** One row a figure; empty with one model of each kind. */
  readonly seeds: readonly SeedRow[];
}

/** All rows of the overview, in the order of the measures. */
export const overviewOf = ({ measured }: Evaluation): OverviewRow[] =>
  Object.values(measured).flatMap(({ rows }) => rows);

/** What `evaluation.json` holds: the overview, then each measure's report under its own name. */
export const recordOf = (evaluation: Evaluation): object => ({
  provenance: evaluation.provenance,
  overview: overviewOf(evaluation),
  ...Object.fromEntries(Object.entries(evaluation.measured).map(([name, { report }]) => [name, report])),
  leftOut: evaluation.leftOut,
  seeds: evaluation.seeds,
});
