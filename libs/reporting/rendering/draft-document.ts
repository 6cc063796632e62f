import type { InstanceHeader } from '@wetread/dicom';
import { studyInstanceUid } from '@wetread/kernel';
import type { Draft } from '../domain/report-content';
import type {
  DocumentImage,
  DocumentPatient,
  DocumentStudy,
  ReportDocument,
} from '../domain/report-document';
import { Report } from '../domain/report';

/** Patient, study and image of a DICOM object, as a rendering names them. */
export function documentFacts(header: InstanceHeader): {
  patient: DocumentPatient;
  study: DocumentStudy;
  image: DocumentImage;
} {
  return {
    patient: {
      ...header.patient,
      patientName: header.patient.patientName ?? '',
      patientId: header.patient.patientId ?? '',
    },
    study: { ...header.study, studyInstanceUid: header.studyInstanceUid },
    image: {
      sopInstanceUid: header.sopInstanceUid,
      sopClassUid: header.sopClassUid,
      seriesInstanceUid: header.seriesInstanceUid,
      numberOfFrames: header.instance.numberOfFrames,
      rows: header.instance.rows,
      columns: header.instance.columns,
      grey: null,
    },
  };
}

/** A draft as a document, verified, without a database: what `wetread draft` prints. */
export function draftDocument(input: {
  draft: Draft;
  patient: DocumentPatient;
  study: DocumentStudy;
  images: readonly DocumentImage[];
  at: Date;
}): ReportDocument {
  const { draft, patient, study, images, at } = input;
  const { id, current } = Report.draft(studyInstanceUid(study.studyInstanceUid), draft, at).snapshot;
  return {
    reportId: id,
    revision: current.revision,
    status: current.status,
    reason: current.reason,
    author: current.author,
    replaces: null,
    issuedAt: current.createdAt,
    contentHash: current.contentHash,
    patient,
    study,
    order: null,
    images,
    sentences: current.sentences,
    findings: current.findings,
    withdrawnFindings: [],
    unstatedFindings: [],
    model: current.model,
    marks: current.marks,
    notes: current.notes,
    prior: current.prior,
    signature: null,
    addenda: [],
  };
}
