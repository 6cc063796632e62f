import type { ContentHash, SeriesInstanceUid, SopInstanceUid, StudyInstanceUid } from '@wetread/kernel';

/** Whether instances still arrive; a late instance takes a complete study back to `receiving`. */
export type StudyState = 'receiving' | 'complete';

/** Patient module as received (PS3.3 C.7.1.1). PHI: never log it. */
export interface StoredPatient {
  id: string;
  /** `null` when the sender named none; such studies are never merged into one patient. */
  patientId: string | null;
  issuerOfPatientId: string | null;
  /** Decoded PN, `Family^Given^Middle^Prefix^Suffix=ideographic=phonetic`. */
  patientName: string;
  /** `YYYY-MM-DD`. */
  birthDate: string | null;
  sex: string | null;
}

/** General Study module (PS3.3 C.7.2.1) and where the study stands. */
export interface StoredStudy {
  studyInstanceUid: StudyInstanceUid;
  patient: StoredPatient;
  /** `YYYY-MM-DD`. */
  studyDate: string | null;
  studyTime: string | null;
  accessionNumber: string | null;
  studyDescription: string | null;
  referringPhysicianName: string | null;
  studyId: string | null;
  state: StudyState;
  /** How often the study has been found complete. */
  completions: number;
  firstReceivedAt: Date;
  lastReceivedAt: Date;
  completedAt: Date | null;
}

/** General Series module (PS3.3 C.7.3.1), of its first instance. */
export interface StoredSeries {
  seriesInstanceUid: SeriesInstanceUid;
  studyInstanceUid: StudyInstanceUid;
  modality: string | null;
  seriesNumber: number | null;
  seriesDescription: string | null;
  bodyPartExamined: string | null;
  viewPosition: string | null;
  laterality: string | null;
  manufacturer: string | null;
  presentationIntent: string | null;
}

/** One SOP instance; its bytes lie in the blob store under `contentHash`. */
export interface StoredInstance {
  sopInstanceUid: SopInstanceUid;
  sopClassUid: string;
  seriesInstanceUid: SeriesInstanceUid;
  studyInstanceUid: StudyInstanceUid;
  transferSyntaxUid: string;
  /** SHA-256 of the Part 10 file. */
  contentHash: ContentHash;
  /** Length of the Part 10 file. */
  bytes: number;
  instanceNumber: number | null;
  numberOfFrames: number;
  rows: number | null;
  columns: number | null;
  photometricInterpretation: string | null;
  /** (0020,0020): direction of the rows, then of the columns; empty when absent. */
  patientOrientation: string[];
  hasPixelData: boolean;
  receivedAt: Date;
}

/** A study with everything in it, ordered as a reader expects (series number, instance number). */
export interface StudyContents {
  study: StoredStudy;
  series: { series: StoredSeries; instances: StoredInstance[] }[];
}
