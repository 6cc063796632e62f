import type { ModelIdentity } from '@wetread/inference';
import type { EvidenceReport } from '../evidence/measure-evidence';
import type { FindingsReport } from '../findings/measure-findings';
import type { GateReport } from '../gate/measure-gate';
import type { Split } from '../data/nih-films';
import type { RetrievalReport } from '../retrieval/measure-retrieval';
import type { SpeedReport } from '../speed/measure-speed';
import type { SeedRow } from './compare-seeds';

export const measureNames = ['findings', 'evidence', 'gate', 'retrieval', 'speed'] as const;
export type MeasureName = (typeof measureNames)[number];

/** From what the figures come; nothing of it names a machine or a folder on it. */
export interface Provenance {
  readonly command: string;
  readonly model: ModelIdentity;
  readonly modelFiles: readonly { readonly path: string; readonly sha256: string; readonly bytes: number }[];
  readonly seedModels: readonly ModelIdentity[];
  readonly beside: readonly { readonly name: string; readonly file: string; readonly films: number }[];
  readonly split: Split;
  /** 0 = all films. */
  readonly limit: number;
  readonly bootstrapRounds: number;
  readonly randomSeed: number;
}

/** Whatever was measured in one run; a measure that was not asked for is `null`. */
export interface Evaluation {
  readonly provenance: Provenance;
  readonly findings: FindingsReport | null;
  readonly evidence: EvidenceReport | null;
  readonly gate: GateReport | null;
  readonly retrieval: RetrievalReport | null;
  readonly speed: SpeedReport | null;
  /** One row a figure; empty with one model. */
  readonly seeds: readonly SeedRow[];
}
