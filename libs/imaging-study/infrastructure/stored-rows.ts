import type { ContentHash, SeriesInstanceUid, SopInstanceUid, StudyInstanceUid } from '@wetread/kernel';
import type { StoredInstance, StoredStudy } from '../domain/stored-study';
import type { InstanceEntity } from './instance.entity';
import type { StudyEntity } from './study.entity';

export const storedStudy = (row: StudyEntity): StoredStudy => ({
  studyInstanceUid: row.studyInstanceUid as StudyInstanceUid,
  patient: {
    id: row.patient.id,
    patientId: row.patient.patientId,
    issuerOfPatientId: row.patient.issuer || null,
    patientName: row.patientName,
    birthDate: row.patientBirthDate,
    sex: row.patientSex,
  },
  studyDate: row.studyDate,
  studyTime: row.studyTime,
  accessionNumber: row.accessionNumber,
  studyDescription: row.studyDescription,
  referringPhysicianName: row.referringPhysicianName,
  studyId: row.studyId,
  state: row.state,
  completions: row.completions,
  firstReceivedAt: row.firstReceivedAt,
  lastReceivedAt: row.lastReceivedAt,
  completedAt: row.completedAt,
});

export const storedInstance = (row: InstanceEntity): StoredInstance => ({
  sopInstanceUid: row.sopInstanceUid as SopInstanceUid,
  sopClassUid: row.sopClassUid,
  seriesInstanceUid: row.seriesInstanceUid as SeriesInstanceUid,
  studyInstanceUid: row.studyInstanceUid as StudyInstanceUid,
  transferSyntaxUid: row.transferSyntaxUid,
  contentHash: row.contentHash as ContentHash,
  bytes: row.bytes,
  instanceNumber: row.instanceNumber,
  numberOfFrames: row.numberOfFrames,
  rows: row.rows,
  columns: row.columns,
  photometricInterpretation: row.photometricInterpretation,
  patientOrientation: row.patientOrientation,
  hasPixelData: row.hasPixelData,
  receivedAt: row.receivedAt,
});
