import type { IodModule } from '../attribute-rule';

/** Parts that come in pairs, of which one is meant (PS3.3 C.7.3.1.1.1, annex L). */
const PAIRED = new Set([
  'BREAST',
  'HAND',
  'FOOT',
  'KNEE',
  'ELBOW',
  'SHOULDER',
  'ANKLE',
  'WRIST',
  'HIP',
  'EYE',
  'EAR',
  'ARM',
  'LEG',
  'FOREARM',
  'HUMERUS',
  'FEMUR',
  'CLAVICLE',
  'SCAPULA',
  'FINGER',
  'TOE',
  'THUMB',
  'CALCANEUS',
  'PATELLA',
]);

/** PS3.3 C.7.3.1. */
export const generalSeries: IodModule = {
  name: 'General Series',
  rules: [
    ['Modality', '1', { handling: 'refused by the scope gate' }],
    ['SeriesInstanceUID', '1'],
    ['SeriesNumber', '2'],
    [
      'Laterality',
      '2C',
      {
        when: (o) =>
          PAIRED.has(o.string('BodyPartExamined') ?? '') &&
          !o.has('ImageLaterality') &&
          !o.has('FrameLaterality') &&
          !o.has('MeasurementLaterality'),
        values: ['L', 'R', ''],
      },
    ],
    [
      'PatientPosition',
      '2C',
      {
        when: (o) =>
          ['CT', 'MR'].includes(o.string('Modality') ?? '') && !o.has('PatientOrientationCodeSequence'),
      },
    ],
  ],
};

/** PS3.3 C.8.1.1. */
export const crSeries: IodModule = {
  name: 'CR Series',
  rules: [
    ['BodyPartExamined', '2', { handling: 'the picture alone decides whether it is a chest' }],
    ['ViewPosition', '2', { handling: 'the picture alone decides which view it is' }],
  ],
};

/** PS3.3 C.7.4.1. */
export const frameOfReference: IodModule = {
  name: 'Frame of Reference',
  rules: [
    ['FrameOfReferenceUID', '1'],
    ['PositionReferenceIndicator', '2'],
  ],
};

/** PS3.3 C.7.5.1. */
export const generalEquipment: IodModule = {
  name: 'General Equipment',
  rules: [['Manufacturer', '2']],
};

/** PS3.3 C.7.5.2. */
export const enhancedGeneralEquipment: IodModule = {
  name: 'Enhanced General Equipment',
  rules: [
    ['Manufacturer', '1'],
    ['ManufacturerModelName', '1'],
    ['DeviceSerialNumber', '1'],
    ['SoftwareVersions', '1'],
  ],
};

/** PS3.3 C.8.6.1. */
export const scEquipment: IodModule = {
  name: 'SC Equipment',
  rules: [['ConversionType', '1']],
};

/** PS3.3 C.12.1. */
export const sopCommon: IodModule = {
  name: 'SOP Common',
  rules: [
    ['SOPClassUID', '1'],
    ['SOPInstanceUID', '1'],
  ],
};
