import type { MeasureName, Split } from '@wetread/evaluation';

// Told here and not asked of the room: the command line must not load the room to explain itself.
const measures = {
  findings: true,
  evidence: true,
  comparison: true,
  gate: true,
  retrieval: true,
  drafts: true,
  text: true,
  generation: true,
  labels: true,
  errors: true,
  answers: true,
  speed: true,
} as const satisfies Readonly<Record<MeasureName, true>>;

export const evalMeasures = [...(Object.keys(measures) as MeasureName[]), 'all', 'parity', 'look'] as const;
export const evalSplits = ['val', 'test'] as const satisfies readonly Split[];
