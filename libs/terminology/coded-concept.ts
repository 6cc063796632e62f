/** A code with its system, as FHIR `Coding` and DICOM code sequences (PS3.3 section 8.8) need it. */
export interface CodedConcept {
  readonly system: CodeSystem;
  readonly code: string;
  readonly display: string;
}

export type CodeSystem = 'SNOMED CT' | 'RadLex' | 'LOINC';

/** Canonical URI of FHIR R4 (http://hl7.org/fhir/R4/terminologies-systems.html); RadLex has registered its own. */
export const fhirSystemUri: Readonly<Record<CodeSystem, string>> = {
  'SNOMED CT': 'http://snomed.info/sct',
  RadLex: 'http://radlex.org',
  LOINC: 'http://loinc.org',
};

/** Coding Scheme Designator (0008,0102), PS3.16 table 8-1. */
export const dicomSchemeDesignator: Readonly<Record<CodeSystem, string>> = {
  'SNOMED CT': 'SCT',
  RadLex: 'RADLEX',
  LOINC: 'LN',
};

export const sct = (code: string, display: string): CodedConcept => ({ system: 'SNOMED CT', code, display });
export const radlex = (code: string, display: string): CodedConcept => ({ system: 'RadLex', code, display });
export const loinc = (code: string, display: string): CodedConcept => ({ system: 'LOINC', code, display });
