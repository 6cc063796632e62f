import type { DicomItem } from '../../header/dicom-item';
import type { IodModule } from '../attribute-rule';

const isColour = (o: DicomItem): boolean => (o.number('SamplesPerPixel') ?? 1) > 1;
const isPalette = (o: DicomItem): boolean => o.string('PhotometricInterpretation') === 'PALETTE COLOR';
const PALETTE = ['Red', 'Green', 'Blue'] as const;

/** PS3.3 C.7.6.1. */
export const generalImage: IodModule = {
  name: 'General Image',
  rules: [
    ['InstanceNumber', '2', { handling: 'ordered last in its series' }],
    [
      'PatientOrientation',
      '2C',
      {
        when: (o) =>
          !(o.has('ImageOrientationPatient') && o.has('ImagePositionPatient')) &&
          !o.has('SharedFunctionalGroupsSequence'),
        handling: 'taken to be stored upright; a turned film is told by the picture itself',
      },
    ],
    ['LossyImageCompression', '3', { values: ['00', '01', ''] }],
  ],
};

/** PS3.3 C.7.6.2. */
export const imagePlane: IodModule = {
  name: 'Image Plane',
  rules: [
    ['PixelSpacing', '1'],
    ['ImageOrientationPatient', '1'],
    ['ImagePositionPatient', '1'],
    ['SliceThickness', '2'],
  ],
};

/** PS3.3 C.7.6.3. */
export const imagePixel: IodModule = {
  name: 'Image Pixel',
  rules: [
    ['SamplesPerPixel', '1', { values: ['1', '3', '4'], handling: 'refused: the picture cannot be decoded' }],
    ['PhotometricInterpretation', '1', { handling: 'refused: dark and light cannot be told apart' }],
    ['Rows', '1'],
    ['Columns', '1'],
    ['BitsAllocated', '1', { values: ['1', '8', '16', '32', '64'] }],
    ['BitsStored', '1'],
    ['HighBit', '1'],
    ['PixelRepresentation', '1', { values: ['0', '1'] }],
    [
      'PixelData',
      '1C',
      {
        when: (o) =>
          !o.has('PixelDataProviderURL') && !o.has('FloatPixelData') && !o.has('DoubleFloatPixelData'),
      },
    ],
    ['PlanarConfiguration', '1C', { when: isColour, values: ['0', '1'] }],
    ...PALETTE.flatMap((colour) => [
      [`${colour}PaletteColorLookupTableDescriptor`, '1C', { when: isPalette }] as const,
    ]),
  ],
};

/** PS3.3 C.7.6.6. */
export const multiFrame: IodModule = {
  name: 'Multi-frame',
  rules: [
    ['NumberOfFrames', '1'],
    ['FrameIncrementPointer', '1C', { when: (o) => (o.number('NumberOfFrames') ?? 1) > 1 }],
  ],
};

/** PS3.3 C.7.6.5, C.7.6.6: an SC multi-frame object may leave the pointer out for a single frame. */
export const scMultiFrameImage: IodModule = {
  name: 'SC Multi-frame Image',
  rules: [['BurnedInAnnotation', '1', { values: ['YES', 'NO'] }]],
};

/** PS3.3 C.11.1: either a table or a slope, never half of a slope. */
export const modalityLut: IodModule = {
  name: 'Modality LUT',
  rules: [
    ['RescaleSlope', '1C', { when: (o) => o.has('RescaleIntercept') }],
    ['RescaleIntercept', '1C', { when: (o) => o.has('RescaleSlope') }],
    [
      'RescaleType',
      '1C',
      { when: (o) => o.has('RescaleIntercept') && o.string('Modality') !== 'CT' && !isCt(o) },
    ],
  ],
};

/** CT has its own slope and intercept in the CT Image module, where Rescale Type is needed only off Hounsfield units. */
const isCt = (o: DicomItem): boolean => o.string('SOPClassUID') === '1.2.840.10008.5.1.4.1.1.2';

/** PS3.3 C.11.2. */
export const voiLut: IodModule = {
  name: 'VOI LUT',
  rules: [
    ['WindowWidth', '1C', { when: (o) => o.has('WindowCenter') }],
    ['VOILUTFunction', '3', { values: ['LINEAR', 'LINEAR_EXACT', 'SIGMOID', ''] }],
  ],
};

/** PS3.3 C.7.6.14. */
export const acquisitionContext: IodModule = {
  name: 'Acquisition Context',
  rules: [['AcquisitionContextSequence', '2']],
};

/** PS3.3 C.7.6.17. */
export const multiFrameDimension: IodModule = {
  name: 'Multi-frame Dimension',
  rules: [
    ['DimensionOrganizationSequence', '1'],
    ['DimensionIndexSequence', '1'],
  ],
};

/** PS3.3 C.7.6.16. */
export const multiFrameFunctionalGroups: IodModule = {
  name: 'Multi-frame Functional Groups',
  rules: [
    ['PerFrameFunctionalGroupsSequence', '1'],
    ['SharedFunctionalGroupsSequence', '1'],
    ['InstanceNumber', '1'],
    ['ContentDate', '1'],
    ['ContentTime', '1'],
    ['NumberOfFrames', '1'],
  ],
};
