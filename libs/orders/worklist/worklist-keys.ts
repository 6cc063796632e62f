import type { NaturalDataset } from '@wetread/dicom';

/** Modality Worklist Information Model - FIND (PS3.4 K.6.1). */
export const MODALITY_WORKLIST = '1.2.840.10008.5.1.4.31';

/** What is asked about one accession number: the attributes of PS3.4 table K.6-1 that an order keeps. */
export const keysFor = (accessionNumber: string): NaturalDataset => ({
  AccessionNumber: accessionNumber,
  PatientName: null,
  PatientID: null,
  IssuerOfPatientID: null,
  PatientBirthDate: null,
  PatientSex: null,
  StudyInstanceUID: null,
  ReferringPhysicianName: null,
  RequestedProcedureID: null,
  RequestedProcedureDescription: null,
  RequestedProcedureCodeSequence: [{ CodeValue: null, CodingSchemeDesignator: null, CodeMeaning: null }],
  RequestedProcedurePriority: null,
  ReasonForTheRequestedProcedure: null,
  PlacerOrderNumberImagingServiceRequest: null,
  FillerOrderNumberImagingServiceRequest: null,
  ScheduledProcedureStepSequence: [
    { Modality: null, ScheduledProcedureStepStartDate: null, ScheduledProcedureStepStartTime: null },
  ],
});
