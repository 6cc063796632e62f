import type { DicomItem } from '../../header/dicom-item';
import type { IodModule } from '../attribute-rule';

/** PS3.3 C.8.2.1. */
export const ctImage: IodModule = {
  name: 'CT Image',
  rules: [
    ['ImageType', '1'],
    ['SamplesPerPixel', '1', { values: ['1'] }],
    ['PhotometricInterpretation', '1', { values: ['MONOCHROME1', 'MONOCHROME2'] }],
    ['BitsAllocated', '1', { values: ['16'] }],
    ['BitsStored', '1', { values: ['12', '13', '14', '15', '16'] }],
    ['RescaleIntercept', '1'],
    ['RescaleSlope', '1'],
    ['KVP', '2'],
    ['AcquisitionNumber', '2'],
  ],
};

const sequence = (o: DicomItem): readonly string[] => o.strings('ScanningSequence');
const options = (o: DicomItem): readonly string[] => o.strings('ScanOptions');

/** PS3.3 C.8.3.1. */
export const mrImage: IodModule = {
  name: 'MR Image',
  rules: [
    ['ImageType', '1'],
    ['SamplesPerPixel', '1', { values: ['1'] }],
    ['PhotometricInterpretation', '1', { values: ['MONOCHROME1', 'MONOCHROME2'] }],
    ['BitsAllocated', '1', { values: ['16'] }],
    ['ScanningSequence', '1', { values: ['SE', 'IR', 'GR', 'EP', 'RM'] }],
    ['SequenceVariant', '1', { values: ['SK', 'MTC', 'SS', 'TRSS', 'SP', 'MP', 'OSP', 'NONE', 'TOF'] }],
    ['ScanOptions', '2'],
    ['MRAcquisitionType', '2', { values: ['2D', '3D', ''] }],
    [
      'RepetitionTime',
      '2C',
      { when: (o) => !(sequence(o).includes('EP') && !o.strings('SequenceVariant').includes('SK')) },
    ],
    ['EchoTime', '2'],
    ['EchoTrainLength', '2'],
    ['InversionTime', '2C', { when: (o) => sequence(o).includes('IR') }],
    ['TriggerTime', '2C', { when: (o) => options(o).includes('CG') }],
  ],
};

/** PS3.3 C.8.4.8 and C.8.4.9, as far as each image of the class needs it. */
export const nmImage: IodModule = {
  name: 'NM Image',
  rules: [
    ['ImageType', '1'],
    ['SamplesPerPixel', '1', { values: ['1'] }],
    ['PhotometricInterpretation', '1', { values: ['MONOCHROME2', 'PALETTE COLOR'] }],
    ['FrameIncrementPointer', '1'],
    ['NumberOfFrames', '1'],
    ['NumberOfEnergyWindows', '1'],
    ['NumberOfDetectors', '1'],
  ],
};

/** PS3.3 C.8.5.6. */
export const usImage: IodModule = {
  name: 'US Image',
  rules: [
    ['SamplesPerPixel', '1', { values: ['1', '3'] }],
    [
      'PhotometricInterpretation',
      '1',
      {
        values: [
          'MONOCHROME2',
          'PALETTE COLOR',
          'RGB',
          'YBR_FULL_422',
          'YBR_PARTIAL_420',
          'YBR_ICT',
          'YBR_RCT',
          'YBR_FULL',
        ],
      },
    ],
    ['BitsAllocated', '1', { values: ['8', '16'] }],
    ['PixelRepresentation', '1', { values: ['0'] }],
    ['ImageType', '2'],
    ['LossyImageCompression', '1C', { when: (o) => o.has('LossyImageCompressionRatio') }],
  ],
};
