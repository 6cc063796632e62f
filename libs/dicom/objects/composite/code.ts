import type { NaturalDataset } from '../../write/natural-dataset';

/** A coded concept (PS3.3 section 8.8). */
export interface DicomCode {
  readonly value: string;
  /** Coding Scheme Designator: `DCM`, `LN`, `SCT` ... */
  readonly scheme: string;
  /** At most 64 characters. */
  readonly meaning: string;
}

/** A code of the DICOM Controlled Terminology (PS3.16 annex D). */
export const dcm = (value: string, meaning: string): DicomCode => ({ value, scheme: 'DCM', meaning });
/** A code of SNOMED CT. */
export const sctCode = (value: string, meaning: string): DicomCode => ({ value, scheme: 'SCT', meaning });

export const codeSequence = ({ value, scheme, meaning }: DicomCode): NaturalDataset[] => [
  { CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning.slice(0, 64) },
];
