import type { NaturalDataset } from '../../write/natural-dataset';
import type { CompositeInput } from './composite-input';
import { dateOf, dicomDay, timeOf } from './date-time';

/** Patient, General Study, General Series, General Equipment and SOP Common of an object (PS3.3 annex C). */
export const compositeModules = (
  sopClassUid: string,
  modality: string,
  input: CompositeInput,
): NaturalDataset => ({
  ...patientModule(input),
  ...studyModule(input),
  ...seriesAndEquipment(modality, input),
  ...sopCommon(sopClassUid, input),
});

const patientModule = ({ patient }: CompositeInput): NaturalDataset => ({
  PatientName: patient.patientName,
  PatientID: patient.patientId,
  IssuerOfPatientID: patient.issuerOfPatientId ?? undefined,
  PatientBirthDate: dicomDay(patient.birthDate),
  PatientSex: patient.sex,
});

const studyModule = ({ study }: CompositeInput): NaturalDataset => ({
  StudyInstanceUID: study.studyInstanceUid,
  StudyDate: dicomDay(study.studyDate),
  StudyTime: study.studyTime?.replaceAll(':', '') ?? null,
  ReferringPhysicianName: study.referringPhysicianName,
  StudyID: study.studyId,
  AccessionNumber: study.accessionNumber,
  StudyDescription: study.studyDescription ?? undefined,
});

const seriesAndEquipment = (modality: string, { series, equipment }: CompositeInput): NaturalDataset => ({
  Modality: modality,
  SeriesInstanceUID: series.seriesInstanceUid,
  SeriesNumber: series.seriesNumber,
  SeriesDescription: series.seriesDescription,
  Manufacturer: equipment.manufacturer,
  ManufacturerModelName: equipment.model,
  SoftwareVersions: equipment.softwareVersion,
});

const sopCommon = (sopClassUid: string, input: CompositeInput): NaturalDataset => ({
  SOPClassUID: sopClassUid,
  SOPInstanceUID: input.sopInstanceUid,
  InstanceCreationDate: dateOf(input.contentAt),
  InstanceCreationTime: timeOf(input.contentAt),
  TimezoneOffsetFromUTC: '+0000',
  InstanceNumber: input.instanceNumber,
  SyntheticData: input.synthetic ? 'YES' : undefined,
});
