import type { SeriesInstanceUid, SopInstanceUid, StudyInstanceUid } from '@wetread/kernel';

/** What the product keeps of one instance without touching its pixels. Absent and empty attributes are null. */
export interface InstanceHeader {
  sopInstanceUid: SopInstanceUid;
  sopClassUid: string;
  seriesInstanceUid: SeriesInstanceUid;
  studyInstanceUid: StudyInstanceUid;
  transferSyntaxUid: string;
  patient: PatientHeader;
  study: StudyHeader;
  series: SeriesHeader;
  instance: ImageHeader;
  /** (0008,0005) Specific Character Set, all values. */
  characterSets: string[];
}

export interface PatientHeader {
  patientId: string | null;
  issuerOfPatientId: string | null;
  /** Decoded, `Family^Given^Middle^Prefix^Suffix`, groups parted by `=` (PS3.5 section 6.2.1.1). */
  patientName: string | null;
  /** YYYY-MM-DD; null also when the value is no date. */
  birthDate: string | null;
  sex: string | null;
}

export interface StudyHeader {
  /** YYYY-MM-DD. */
  studyDate: string | null;
  /** HH:MM:SS. */
  studyTime: string | null;
  accessionNumber: string | null;
  studyDescription: string | null;
  referringPhysicianName: string | null;
  studyId: string | null;
}

export interface SeriesHeader {
  modality: string | null;
  seriesNumber: number | null;
  seriesDescription: string | null;
  bodyPartExamined: string | null;
  viewPosition: string | null;
  laterality: string | null;
  manufacturer: string | null;
  /** (0008,0068) Presentation Intent Type: FOR PRESENTATION or FOR PROCESSING. */
  presentationIntent: string | null;
}

export interface ImageHeader {
  instanceNumber: number | null;
  /** At least 1. */
  numberOfFrames: number;
  rows: number | null;
  columns: number | null;
  photometricInterpretation: string | null;
  samplesPerPixel: number | null;
  bitsAllocated: number | null;
  burnedInAnnotation: string | null;
  imageType: string[];
  /** (0020,0020): direction of the rows, then of the columns; empty when absent. */
  patientOrientation: string[];
  hasPixelData: boolean;
}
