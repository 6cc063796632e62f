import type { DicomJson } from '@wetread/dicom';
import { Tag, textOf } from './json-attributes';

/** Whom a workitem is about, as far as it tells. PHI. */
export interface NamedPatient {
  readonly patientId: string | null;
  readonly issuerOfPatientId: string | null;
  /** PN, groups parted by `=`. */
  readonly patientName: string | null;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | null;
  readonly sex: string | null;
}

const GROUPS = ['Alphabetic', 'Ideographic', 'Phonetic'] as const;
const DATE = /^(\d{4})(\d\d)(\d\d)$/;

export function namedPatient(attributes: DicomJson): NamedPatient {
  const told = (tag: string): string | null => textOf(attributes, tag)?.trim() || null;
  return {
    patientId: told(Tag.PatientID),
    issuerOfPatientId: told(Tag.IssuerOfPatientID),
    patientName: nameIn(attributes),
    birthDate:
      DATE.exec(told(Tag.PatientBirthDate) ?? '')
        ?.slice(1)
        .join('-') ?? null,
    sex: told(Tag.PatientSex),
  };
}

function nameIn(attributes: DicomJson): string | null {
  const [name] = attributes[Tag.PatientName]?.Value ?? [];
  if (typeof name !== 'object' || name === null) return null;
  const groups = GROUPS.map((group) => (name as Partial<Record<string, unknown>>)[group]);
  const written = groups.map((group) => (typeof group === 'string' ? group : '')).join('=');
  return written.replace(/=+$/, '') || null;
}
