import type { IodModule } from '../attribute-rule';

/** PS3.3 C.8.1.2: nothing is required but what other modules say already. */
export const crImage: IodModule = {
  name: 'CR Image',
  rules: [['PhotometricInterpretation', '1', { values: ['MONOCHROME1', 'MONOCHROME2'] }]],
};

/** PS3.3 C.8.11.1. */
export const dxSeries: IodModule = {
  name: 'DX Series',
  rules: [
    ['Modality', '1', { values: ['DX', 'PX', 'IO', 'MG'] }],
    [
      'PresentationIntentType',
      '1',
      { values: ['FOR PRESENTATION', 'FOR PROCESSING'], handling: 'read as a film for presentation' },
    ],
  ],
};

/** PS3.3 C.8.11.2. */
export const dxAnatomyImaged: IodModule = {
  name: 'DX Anatomy Imaged',
  rules: [
    ['ImageLaterality', '1', { values: ['R', 'L', 'U', 'B'] }],
    ['AnatomicRegionSequence', '2'],
  ],
};

/** PS3.3 C.8.11.3. */
export const dxImage: IodModule = {
  name: 'DX Image',
  rules: [
    ['ImageType', '1'],
    ['SamplesPerPixel', '1', { values: ['1'] }],
    ['PhotometricInterpretation', '1', { values: ['MONOCHROME1', 'MONOCHROME2'] }],
    ['BitsAllocated', '1', { values: ['8', '16'] }],
    ['BitsStored', '1', { values: ['6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16'] }],
    ['PixelRepresentation', '1', { values: ['0'] }],
    ['PixelIntensityRelationship', '1', { values: ['LIN', 'LOG'] }],
    ['PixelIntensityRelationshipSign', '1', { values: ['1', '-1'] }],
    ['RescaleIntercept', '1', { values: ['0'] }],
    ['RescaleSlope', '1', { values: ['1'] }],
    ['RescaleType', '1', { values: ['US'] }],
    ['PresentationLUTShape', '1', { values: ['IDENTITY', 'INVERSE'] }],
    ['LossyImageCompression', '1', { values: ['00', '01'] }],
    [
      'PatientOrientation',
      '1',
      { handling: 'taken to be stored upright; a turned film is told by the picture itself' },
    ],
    ['BurnedInAnnotation', '1', { values: ['YES', 'NO'] }],
    [
      'WindowCenter',
      '1C',
      {
        when: (o) => !o.has('VOILUTSequence') && o.string('PresentationIntentType') === 'FOR PRESENTATION',
        handling: 'a window is chosen from the pixels',
      },
    ],
  ],
};

/** PS3.3 C.8.11.4. */
export const dxDetector: IodModule = {
  name: 'DX Detector',
  rules: [
    ['DetectorType', '2', { values: ['DIRECT', 'SCINTILLATOR', 'STORAGE', 'FILM', ''] }],
    ['ImagerPixelSpacing', '1'],
  ],
};

/** PS3.3 C.8.7.1 to C.8.7.3. */
export const xaImage: IodModule = {
  name: 'X-Ray Image',
  rules: [
    ['ImageType', '1'],
    ['SamplesPerPixel', '1', { values: ['1'] }],
    ['PhotometricInterpretation', '1', { values: ['MONOCHROME2'] }],
    ['BitsAllocated', '1', { values: ['8', '16'] }],
    ['BitsStored', '1', { values: ['8', '10', '12', '16'] }],
    ['PixelRepresentation', '1', { values: ['0'] }],
    ['PixelIntensityRelationship', '1'],
    ['LossyImageCompression', '1C', { when: (o) => o.has('LossyImageCompressionRatio') }],
  ],
};

/** PS3.3 C.8.7.2. */
export const xaAcquisition: IodModule = {
  name: 'X-Ray Acquisition',
  rules: [
    ['KVP', '2'],
    ['RadiationSetting', '1', { values: ['SC', 'GR'] }],
    ['XRayTubeCurrent', '2C', { when: (o) => !o.has('Exposure') && !o.has('ExposureInuAs') }],
    ['ExposureTime', '2C', { when: (o) => !o.has('Exposure') && !o.has('ExposureInuAs') }],
    ['Exposure', '2C', { when: (o) => !(o.has('XRayTubeCurrent') && o.has('ExposureTime')) }],
  ],
};
