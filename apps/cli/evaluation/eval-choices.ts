import type { MeasureName, Split } from '@wetread/evaluation';

// Told here and not asked of the room: the command line must not load the room to explain itself.
const measures = [
  'findings',
  'evidence',
  'gate',
  'retrieval',
  'speed',
] as const satisfies readonly MeasureName[];

export const evalMeasures = [...measures, 'all', 'parity'] as const;
export const evalSplits = ['val', 'test'] as const satisfies readonly Split[];
