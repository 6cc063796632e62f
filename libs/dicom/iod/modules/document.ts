import type { IodModule } from '../attribute-rule';

/** PS3.3 C.17.1. */
export const srDocumentSeries: IodModule = {
  name: 'SR Document Series',
  rules: [
    ['Modality', '1', { values: ['SR', 'KO'] }],
    ['SeriesInstanceUID', '1'],
    ['SeriesNumber', '1'],
    ['ReferencedPerformedProcedureStepSequence', '2'],
  ],
};

/** PS3.3 C.17.2. */
export const srDocumentGeneral: IodModule = {
  name: 'SR Document General',
  rules: [
    ['InstanceNumber', '1'],
    ['CompletionFlag', '1', { values: ['PARTIAL', 'COMPLETE'] }],
    ['VerificationFlag', '1', { values: ['UNVERIFIED', 'VERIFIED'] }],
    ['ContentDate', '1'],
    ['ContentTime', '1'],
    ['VerifyingObserverSequence', '1C', { when: (o) => o.string('VerificationFlag') === 'VERIFIED' }],
    ['PerformedProcedureCodeSequence', '2'],
  ],
};

/** PS3.3 C.17.6.2. */
export const keyObjectDocument: IodModule = {
  name: 'Key Object Document',
  rules: [
    ['InstanceNumber', '1'],
    ['ContentDate', '1'],
    ['ContentTime', '1'],
    ['CurrentRequestedProcedureEvidenceSequence', '1'],
  ],
};

/** PS3.3 C.17.3: the root of the content tree. */
export const srDocumentContent: IodModule = {
  name: 'SR Document Content',
  rules: [
    ['ValueType', '1', { values: ['CONTAINER'] }],
    ['ConceptNameCodeSequence', '1'],
    ['ContinuityOfContent', '1', { values: ['SEPARATE', 'CONTINUOUS'] }],
  ],
};

/** PS3.3 C.24.1 and C.24.2. */
export const encapsulatedDocument: IodModule = {
  name: 'Encapsulated Document',
  rules: [
    ['Modality', '1'],
    ['SeriesNumber', '1'],
    ['InstanceNumber', '1'],
    ['ContentDate', '2'],
    ['ContentTime', '2'],
    ['AcquisitionDateTime', '2'],
    ['BurnedInAnnotation', '1', { values: ['YES', 'NO'] }],
    ['DocumentTitle', '2'],
    ['ConceptNameCodeSequence', '2'],
    ['MIMETypeOfEncapsulatedDocument', '1'],
    ['EncapsulatedDocument', '1'],
  ],
};

/** PS3.3 C.11.9 to C.11.11 of softcopy presentation states. */
export const presentationState: IodModule = {
  name: 'Presentation State',
  rules: [
    ['Modality', '1', { values: ['PR'] }],
    ['InstanceNumber', '1'],
    ['ContentLabel', '1'],
    ['ContentDescription', '2'],
    ['PresentationCreationDate', '1'],
    ['PresentationCreationTime', '1'],
    ['ContentCreatorName', '2'],
    ['ReferencedSeriesSequence', '1'],
  ],
};

/** PS3.3 C.8.20.2. */
export const segmentationImage: IodModule = {
  name: 'Segmentation Image',
  rules: [
    ['ImageType', '1', { values: ['DERIVED'] }],
    ['ContentLabel', '1'],
    ['SegmentationType', '1', { values: ['BINARY', 'FRACTIONAL', 'LABELMAP'] }],
    ['SegmentSequence', '1'],
    ['LossyImageCompression', '1', { values: ['00', '01'] }],
  ],
};
