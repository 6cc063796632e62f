import type { StudyInstanceUid } from '@wetread/kernel';
import type { IdentityNoteKind } from '../../domain/identity/identity-note';
import type { NamedPatient, RecordedMerge, ReviewedNote } from '../../domain/identity/identity-review';

/** A note with its study and patient. */
export interface NoteRow {
  id: string;
  study_instance_uid: StudyInstanceUid;
  study_description: string | null;
  study_date: string | null;
  patient_name: string;
  patient_id: string | null;
  issuer: string;
  kind: IdentityNoteKind;
  differences: ReviewedNote['differences'];
  source_kind: string;
  source_peer: string;
  first_at: Date;
  last_at: Date;
  times: number;
  open: boolean;
  settled_at: Date | null;
  settled_by: string | null;
  settled_reason: string | null;
}

export interface MergeRow {
  id: string;
  retired_id: string | null;
  retired_issuer: string;
  retired_name: string;
  survivor_id: string | null;
  survivor_issuer: string;
  survivor_name: string;
  merged_at: Date;
  merged_by: string | null;
  merged_message: string | null;
  studies: number;
}

export const noteOf = (row: NoteRow): ReviewedNote => ({
  id: row.id,
  kind: row.kind,
  studyInstanceUid: row.study_instance_uid,
  studyDescription: row.study_description,
  studyDate: row.study_date,
  patient: named(row.patient_id, row.issuer, row.patient_name),
  differences: row.differences,
  source: { kind: row.source_kind, peer: row.source_peer },
  firstAt: row.first_at,
  lastAt: row.last_at,
  times: row.times,
  open: row.open,
  settled: row.settled_at && {
    at: row.settled_at,
    by: row.settled_by ?? '',
    reason: row.settled_reason ?? '',
  },
});

export const mergeOf = (row: MergeRow): RecordedMerge => ({
  id: row.id,
  retired: named(row.retired_id, row.retired_issuer, row.retired_name),
  survivor: named(row.survivor_id, row.survivor_issuer, row.survivor_name),
  at: row.merged_at,
  by: row.merged_by,
  message: row.merged_message,
  studies: row.studies,
});

const named = (patientId: string | null, issuer: string, patientName: string): NamedPatient => ({
  patientId: patientId ?? '',
  issuerOfPatientId: issuer || null,
  patientName,
});
