import type { OtherPhantomKind } from './other-phantoms';
import type { PhantomFindingRequest, PhantomView } from './phantom-finding';

/** Evidently made-up patient; `name` must start with PHANTOM^, `id` with PHANTOM-. */
export interface PhantomPatient {
  id: string;
  name: string;
  /** YYYYMMDD */
  birthDate: string;
  sex: 'F' | 'M' | 'O';
}

export interface PhantomStudyFacts {
  /** YYYYMMDD */
  date: string;
  /** HHMMSS */
  time: string;
  description: string;
  accessionNumber: string;
  referringPhysician?: string;
}

/** How a film is stored: the variants that fixtures need. */
export interface PhantomEncoding {
  modality?: 'DX' | 'CR';
  photometricInterpretation?: 'MONOCHROME1' | 'MONOCHROME2';
  bits?: 8 | 12;
}

export interface PhantomFilmOrder {
  seed: number;
  /** A frontal chest unless told otherwise. */
  kind?: 'chest' | OtherPhantomKind;
  view?: PhantomView;
  findings?: readonly PhantomFindingRequest[];
  encoding?: PhantomEncoding;
}

export interface PhantomStudyOrder {
  patient: PhantomPatient;
  study: PhantomStudyFacts;
  films: readonly PhantomFilmOrder[];
  /** Longest side in pixels, 1024 unless told otherwise. */
  size?: number;
}
