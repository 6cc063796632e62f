import type { StudyDetail } from '@wetread/contracts';
import { sopClassName } from '@wetread/dicom';
import type { RecordedIdentityNote } from '../domain/identity/identity-note';
import type { StoredInstance, StudyContents } from '../domain/stored-study';

/** A study as the reading room shows it. */
export const studyDetail = (
  { study, series }: StudyContents,
  identityNotes: readonly RecordedIdentityNote[],
): StudyDetail => ({
  studyInstanceUid: study.studyInstanceUid,
  patientName: study.patient.patientName,
  patientId: study.patient.patientId ?? '',
  birthDate: study.patient.birthDate,
  sex: study.patient.sex,
  studyDate: study.studyDate,
  studyDescription: study.studyDescription,
  accessionNumber: study.accessionNumber,
  state: study.state,
  completions: study.completions,
  identityNotes: identityNotes.map(identityNote),
  series: series.map(({ series: one, instances }) => ({
    seriesInstanceUid: one.seriesInstanceUid,
    modality: one.modality,
    seriesNumber: one.seriesNumber,
    description: one.seriesDescription,
    bodyPart: one.bodyPartExamined,
    instances: instances.map(instanceSummary),
  })),
});

const identityNote = ({ kind, differences, source, lastAt, times }: RecordedIdentityNote) => ({
  kind,
  differences,
  source: `${source.kind} ${source.peer}`,
  at: lastAt.toISOString(),
  times,
});

const instanceSummary = (instance: StoredInstance) => ({
  sopInstanceUid: instance.sopInstanceUid,
  sopClassUid: instance.sopClassUid,
  sopClassName: sopClassName(instance.sopClassUid),
  instanceNumber: instance.instanceNumber,
  frames: instance.numberOfFrames,
  rows: instance.rows,
  columns: instance.columns,
  hasPixels: instance.hasPixelData,
  patientOrientation: instance.patientOrientation,
});
