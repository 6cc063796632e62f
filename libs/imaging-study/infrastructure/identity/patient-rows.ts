import type { StudyInstanceUid } from '@wetread/kernel';
import type { RegisteredPatient, StudyPatient } from '../../domain/identity/patient-registry';

/** A row of `patients`. */
export interface PatientRow {
  id: string;
  patient_id: string | null;
  issuer: string;
  patient_name: string;
  birth_date: string | null;
  sex: string | null;
  merged_into: string | null;
  told_name: string | null;
  told_birth_date: string | null;
  told_sex: string | null;
}

/** A study's own columns beside its patient's row. */
export interface StudyPatientRow extends PatientRow {
  study_instance_uid: string;
  study_name: string;
  study_birth_date: string | null;
  study_sex: string | null;
}

export const registeredPatient = (row: PatientRow, isNew: boolean): RegisteredPatient => ({
  id: row.id,
  identity: { patientId: row.patient_id ?? '', issuer: row.issuer || null },
  mergedInto: row.merged_into,
  demographics: { patientName: row.patient_name || null, birthDate: row.birth_date, sex: row.sex },
  told: { patientName: row.told_name, birthDate: row.told_birth_date, sex: row.told_sex },
  isNew,
});

export const studyPatient = (row: StudyPatientRow): StudyPatient => ({
  studyInstanceUid: row.study_instance_uid as StudyInstanceUid,
  demographics: {
    patientName: row.study_name || null,
    birthDate: row.study_birth_date,
    sex: row.study_sex,
  },
  patient: registeredPatient(row, false),
});
