import type { FhirSearch } from './fhir-search';

/** Ids that match a search, newest first, and how many there are in all. */
export interface Matches<Found = string> {
  readonly found: readonly Found[];
  readonly total: number;
}

export type ReportParameter =
  | '_id'
  | 'identifier'
  | 'study'
  | 'patient'
  | 'subject'
  | 'patient.identifier'
  | 'category'
  | 'code'
  | 'result'
  | 'status'
  | 'date'
  | 'issued'
  | '_lastUpdated';
export type ObservationParameter =
  | '_id'
  | 'identifier'
  | 'patient'
  | 'subject'
  | 'patient.identifier'
  | 'category'
  | 'code'
  | 'status'
  | 'date'
  | '_lastUpdated';
export type StudyParameter =
  | '_id'
  | 'identifier'
  | 'patient'
  | 'subject'
  | 'patient.identifier'
  | 'modality'
  | 'status'
  | 'started'
  | '_lastUpdated';
export type PatientParameter = '_id' | 'identifier' | 'name' | 'birthdate' | 'gender';

/** What each type can be put in order by; the index knows a column for each. */
export const sortsOf = {
  reports: ['_id', '_lastUpdated', 'date', 'issued'],
  observations: ['_lastUpdated', 'date'],
  studies: ['_id', '_lastUpdated', 'started'],
  patients: ['_id', 'birthdate', 'name'],
} as const;

/** A patient as the archive knows him; PHI. */
export interface IndexedPatient {
  readonly id: string;
  readonly patientId: string | null;
  readonly issuerOfPatientId: string | null;
  readonly patientName: string;
  readonly birthDate: string | null;
  readonly sex: string | null;
  /** The identity that took this one's place. */
  readonly mergedInto: string | null;
  /** Marks of the reports of this patient, e.g. `PHANTOM`. */
  readonly marks: readonly string[];
}

/** A finding that the current revision of a report speaks of. */
export interface IndexedObservation {
  readonly reportId: string;
  readonly finding: string;
}

export interface IndexedModel {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}

/** Finds reports, studies and patients by what FHIR searches for. Deleted studies are found by nothing. */
export abstract class FhirIndex {
  /** Ids of reports. */
  abstract reports(search: FhirSearch<ReportParameter>): Promise<Matches>;
  /** What reports that are in force speak of; what was taken back is not found. */
  abstract observations(search: FhirSearch<ObservationParameter>): Promise<Matches<IndexedObservation>>;
  /** Study Instance UIDs. */
  abstract studies(search: FhirSearch<StudyParameter>): Promise<Matches>;
  abstract patients(search: FhirSearch<PatientParameter>): Promise<Matches<IndexedPatient>>;
  /** Marks of the study's report, e.g. `PHANTOM`. */
  abstract marksOf(studyInstanceUid: string): Promise<readonly string[]>;
  /** A model that has read a study, by the SHA-256 of its weights. */
  abstract model(sha256: string): Promise<IndexedModel | null>;
}
