import type { FindingCode as VocabularyCode } from '@wetread/terminology';

/** What the labeller can read: the 14 findings and any tube, line, lead or implant. */
export type FindingCode = Exclude<VocabularyCode, 'NoFinding'>;

/** Findings that "the lungs are clear" denies, unless the text names them elsewhere. */
export const airspaceFindings: readonly FindingCode[] = [
  'Atelectasis',
  'Infiltration',
  'Mass',
  'Nodule',
  'Pneumonia',
  'Consolidation',
  'Edema',
];
