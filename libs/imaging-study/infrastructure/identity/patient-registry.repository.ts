import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import type { Demographics } from '../../domain/identity/demographics';
import type { PatientIdentity } from '../../domain/identity/patient-identity';
import {
  identityKey,
  type MergeTelling,
  PatientRegistry,
  type RegisteredPatient,
  type StudyPatient,
} from '../../domain/identity/patient-registry';
import { storableText } from '../../domain/storable-json';
import { lockStudies } from '../lock-studies';
import { type PatientRow, registeredPatient, studyPatient, type StudyPatientRow } from './patient-rows';

const IDENTITIES = 'unnest($1::text[], $2::text[]) as told (patient_id, issuer)';

const CREATE = `insert into patients (patient_id, issuer, created_at)
  select distinct told.patient_id, told.issuer, $3::timestamptz from ${IDENTITIES}
  order by told.patient_id, told.issuer
  on conflict (patient_id, issuer) do nothing returning id`;

const FAMILY = `select distinct patients.id, patients.merged_into from patients
  join ${IDENTITIES} using (patient_id, issuer)`;

const LOCK = 'select * from patients where id = any($1::uuid[]) order by id for update';

const STUDIES = `select study.study_instance_uid, study.patient_name as study_name,
    study.patient_birth_date as study_birth_date, study.patient_sex as study_sex, patient.*
  from studies study join patients patient on patient.id = study.patient_id`;

@Injectable()
export class PatientRegistryRepository extends PatientRegistry {
  constructor(private readonly database: Database) {
    super();
  }

  async lock(identities: readonly PatientIdentity[], at: Date): Promise<RegisteredPatient[]> {
    const keys = columnsOf(identities);
    const made = await this.query<{ id: string }>(CREATE, [...keys, at]);
    const family = await this.query<{ id: string; merged_into: string | null }>(FAMILY, keys);
    const ids = [...new Set(family.flatMap(({ id, merged_into: into }) => (into ? [id, into] : [id])))];
    // Studies before patients, as storing locks them.
    const uids = await this.query<{ uid: string }>(
      'select study_instance_uid as uid from studies where patient_id = any($1::uuid[])',
      [ids],
    );
    await lockStudies(
      this.database,
      uids.map(({ uid }) => uid),
    );
    const rows = await this.query<PatientRow>(LOCK, [ids]);
    const isNew = new Set(made.map(({ id }) => id));
    const patients = rows.map((row) => registeredPatient(row, isNew.has(row.id)));
    const byKey = new Map(patients.map((patient) => [identityKey(patient.identity), patient]));
    return identities.map((identity) => byKey.get(identityKey(stored(identity))) as RegisteredPatient);
  }

  async byId(id: string): Promise<RegisteredPatient> {
    const [row] = await this.query<PatientRow>('select * from patients where id = $1', [id]);
    return registeredPatient(row as PatientRow, false);
  }

  async saveTold(id: string, told: Demographics): Promise<void> {
    await this.query(
      `update patients set told_name = $2, told_birth_date = $3, told_sex = $4,
         patient_name = coalesce($2, patient_name), birth_date = coalesce($3, birth_date), sex = coalesce($4, sex)
       where id = $1`,
      [id, ...columnsOfDemographics(told)],
    );
  }

  async retire(id: string, survivor: string, { by, message, at }: MergeTelling): Promise<void> {
    // What was merged into it before keeps its own message and time.
    await this.query(
      `update patients set merged_into = $2,
         merged_by = case when merged_at is null then $4 else merged_by end,
         merged_message = case when merged_at is null then $5 else merged_message end,
         merged_at = coalesce(merged_at, $3)
       where id = $1 or merged_into = $1`,
      [id, survivor, at, storableText(by), message && storableText(message)],
    );
    await this.query('update studies set patient_id = $2 where patient_id = $1', [id, survivor]);
  }

  async studiesOf(id: string): Promise<StudyPatient[]> {
    const rows = await this.query<StudyPatientRow>(
      `${STUDIES} where study.patient_id = $1 order by study.study_instance_uid`,
      [id],
    );
    return rows.map(studyPatient);
  }

  async studies(uids: readonly StudyInstanceUid[]): Promise<StudyPatient[]> {
    const rows = await this.query<StudyPatientRow>(
      `${STUDIES} where study.study_instance_uid = any($1::text[])`,
      [uids],
    );
    return rows.map(studyPatient);
  }

  async saveStudyDemographics(study: StudyInstanceUid, demographics: Demographics): Promise<void> {
    await this.query(
      `update studies set patient_name = $2, patient_birth_date = $3, patient_sex = $4
       where study_instance_uid = $1`,
      [study, storableText(demographics.patientName ?? ''), ...columnsOfDemographics(demographics).slice(1)],
    );
  }

  private query<Row>(statement: string, parameters: unknown[]): Promise<Row[]> {
    return this.database.manager().query<Row[]>(statement, parameters);
  }
}

const stored = ({ patientId, issuer }: PatientIdentity): PatientIdentity => ({
  patientId: storableText(patientId),
  issuer: storableText(issuer ?? ''),
});

const columnsOf = (identities: readonly PatientIdentity[]): [string[], string[]] => [
  identities.map((identity) => stored(identity).patientId),
  identities.map((identity) => stored(identity).issuer ?? ''),
];

const columnsOfDemographics = ({ patientName, birthDate, sex }: Demographics): (string | null)[] => [
  patientName && storableText(patientName),
  birthDate,
  sex && storableText(sex),
];
