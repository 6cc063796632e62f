/** The 14 labels of NIH ChestX-ray14 and the devices that a film may show. */
export const phantomFindingCodes = [
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
  'SupportDevice',
] as const;

export type PhantomFindingCode = (typeof phantomFindingCodes)[number];
/** The patient's side: the patient's right is the image's left. */
export type PhantomSide = 'left' | 'right' | 'bilateral' | 'none';
export type PhantomZone = 'upper' | 'middle' | 'lower' | 'none';
export type PhantomFindingSize = 'small' | 'moderate' | 'large' | 'none';
export type PhantomDevice = 'central-line' | 'pacemaker' | 'endotracheal-tube';
export type PhantomView = 'PA' | 'AP';

/** What to draw; whatever is left out is chosen by the seed. */
export interface PhantomFindingRequest {
  code: PhantomFindingCode;
  side?: PhantomSide;
  zone?: PhantomZone;
  size?: PhantomFindingSize;
  device?: PhantomDevice;
}

/** Left, top, width and height as fractions of the image. */
export type FractionBox = [x: number, y: number, width: number, height: number];

/** What was drawn, and the box that holds it. */
export interface PhantomFinding {
  code: PhantomFindingCode;
  side: PhantomSide;
  zone: PhantomZone;
  size: PhantomFindingSize;
  box: FractionBox;
  device?: PhantomDevice;
}

export type DrawnFinding = Omit<PhantomFinding, 'box'>;
