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
  | 'status'
  | 'date'
  | 'issued'
  | '_lastUpdated';
export type StudyParameter =
  '_id' | 'identifier' | 'patient' | 'subject' | 'patient.identifier' | 'started' | '_lastUpdated';
export type PatientParameter = '_id' | 'identifier' | 'name' | 'birthdate';

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

export interface IndexedModel {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}

/** Finds reports, studies and patients by what FHIR searches for. Deleted studies are found by nothing. */
export abstract class FhirIndex {
  /** Ids of reports. */
  abstract reports(search: FhirSearch<ReportParameter>): Promise<Matches>;
  /** Study Instance UIDs. */
  abstract studies(search: FhirSearch<StudyParameter>): Promise<Matches>;
  abstract patients(search: FhirSearch<PatientParameter>): Promise<Matches<IndexedPatient>>;
  /** Marks of the study's report, e.g. `PHANTOM`. */
  abstract marksOf(studyInstanceUid: string): Promise<readonly string[]>;
  /** A model that has read a study, by the SHA-256 of its weights. */
  abstract model(sha256: string): Promise<IndexedModel | null>;
}
