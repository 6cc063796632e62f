import type { DicomJson } from '@wetread/dicom';

/** Tags of the Unified Procedure Step IOD that this room reads or sets (PS3.3 B.26, PS3.4 table CC.2.5-3). */
export const Tag = {
  SOPClassUID: '00080016',
  SOPInstanceUID: '00080018',
  ReferencedSOPClassUID: '00081150',
  ReferencedSOPInstanceUID: '00081155',
  ReferencedSOPSequence: '00081199',
  TransactionUID: '00081195',
  RetrieveURL: '00081190',
  PatientName: '00100010',
  PatientID: '00100020',
  IssuerOfPatientID: '00100021',
  PatientBirthDate: '00100030',
  PatientSex: '00100040',
  StudyInstanceUID: '0020000D',
  SeriesInstanceUID: '0020000E',
  CodeValue: '00080100',
  CodingSchemeDesignator: '00080102',
  CodeMeaning: '00080104',
  ScheduledStationNameCodeSequence: '00404025',
  ScheduledHumanPerformersSequence: '00404034',
  HumanPerformerCodeSequence: '00404009',
  HumanPerformerOrganization: '00404036',
  ScheduledWorkitemCodeSequence: '00404018',
  PerformedWorkitemCodeSequence: '00404019',
  ScheduledProcedureStepStartDateTime: '00404005',
  InputInformationSequence: '00404021',
  OutputInformationSequence: '00404033',
  PerformedStationNameCodeSequence: '00404028',
  PerformedProcedureStepStartDateTime: '00404050',
  PerformedProcedureStepEndDateTime: '00404051',
  InputReadinessState: '00404041',
  ScheduledProcedureStepModificationDateTime: '00404010',
  ProcedureStepState: '00741000',
  ProcedureStepProgressInformationSequence: '00741002',
  ProcedureStepCancellationDateTime: '00404052',
  ProcedureStepDiscontinuationReasonCodeSequence: '0074100E',
  ReasonForCancellation: '00741238',
  ContactURI: '0074100A',
  ContactDisplayName: '0074100C',
  ScheduledProcedureStepPriority: '00741200',
  WorklistLabel: '00741202',
  ProcedureStepLabel: '00741204',
  UnifiedProcedureStepPerformedProcedureSequence: '00741216',
  TypeOfInstances: '0040E020',
  WadoRsRetrievalSequence: '0040E025',
  DicomRetrievalSequence: '0040E021',
  RetrieveAETitle: '00080054',
} as const;

/** The first value of an attribute as text, or `null`. */
export function textOf(json: DicomJson, tag: string): string | null {
  const [value] = json[tag]?.Value ?? [];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** The items of a sequence. */
export const itemsOf = (json: DicomJson, tag: string): DicomJson[] => (json[tag]?.Value ?? []) as DicomJson[];

export const hasValue = (json: DicomJson, tag: string): boolean => (json[tag]?.Value ?? []).length > 0;

export const text = (vr: string, value: string): DicomJson[string] => ({ vr, Value: [value] });
export const sequence = (...items: DicomJson[]): DicomJson[string] =>
  items.length > 0 ? { vr: 'SQ', Value: items } : { vr: 'SQ' };

/** A coded entry (PS3.3 table 8.8-1). */
export const code = (value: string, scheme: string, meaning: string): DicomJson => ({
  [Tag.CodeValue]: text('SH', value),
  [Tag.CodingSchemeDesignator]: text('SH', scheme),
  [Tag.CodeMeaning]: text('LO', meaning),
});

/** DT in UTC (PS3.5 section 6.2). */
export const dateTime = (at: Date): string =>
  `${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}.${at.toISOString().slice(20, 23)}000+0000`;
