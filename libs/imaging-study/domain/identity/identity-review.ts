import type { StudyInstanceUid } from '@wetread/kernel';
import type { RecordedIdentityNote } from './identity-note';

/** PHI. */
export interface NamedPatient {
  patientId: string;
  issuerOfPatientId: string | null;
  patientName: string;
}

/** A note with the study that it is about. PHI. */
export interface ReviewedNote extends RecordedIdentityNote {
  id: string;
  studyDescription: string | null;
  studyDate: string | null;
  patient: NamedPatient;
  /** A doubt that nobody has settled and that what the study says now has not taken away. */
  open: boolean;
  settled: { at: Date; by: string; reason: string } | null;
}

/** One identifier that was retired in favour of another. PHI. */
export interface RecordedMerge {
  id: string;
  retired: NamedPatient;
  survivor: NamedPatient;
  at: Date;
  by: string | null;
  message: string | null;
  /** Of the survivor now. */
  studies: number;
}

/** Doubts and merges over all studies, the latest first, for those who settle them. */
export abstract class IdentityReview {
  abstract notes(
    show: 'open' | 'all',
    limit: number,
    offset: number,
  ): Promise<{ notes: ReviewedNote[]; total: number }>;
  abstract merges(limit: number, offset: number): Promise<{ merges: RecordedMerge[]; total: number }>;
  /**
   * In the surrounding transaction.
   * @returns the study of the note, and whether this settled it; `null` when there is no such note
   */
  abstract settle(
    id: string,
    by: string,
    reason: string,
    at: Date,
  ): Promise<{ studyInstanceUid: StudyInstanceUid; kind: string; isNew: boolean } | null>;
}
