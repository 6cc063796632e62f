/** The 14 labels of NIH ChestX-ray14 (Wang et al., CVPR 2017), in the order of every logit vector of the model. */
export const nihFindingCodes = [
  'Atelectasis',
  'Cardiomegaly',
  'Effusion',
  'Infiltration',
  'Mass',
  'Nodule',
  'Pneumonia',
  'Pneumothorax',
  'Consolidation',
  'Edema',
  'Emphysema',
  'Fibrosis',
  'Pleural_Thickening',
  'Hernia',
] as const;

export type NihFindingCode = (typeof nihFindingCodes)[number];

/** What a sentence may speak of: the labels, the devices that films show, and "nothing found". */
export const findingCodes = [...nihFindingCodes, 'SupportDevice', 'NoFinding'] as const;

export type FindingCode = (typeof findingCodes)[number];

/** Whether `value` is a {@link FindingCode}, spelt exactly so. */
export const isFindingCode = (value: string): value is FindingCode =>
  (findingCodes as readonly string[]).includes(value);
