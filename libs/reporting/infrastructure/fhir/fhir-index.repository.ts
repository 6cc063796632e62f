import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import {
  FhirIndex,
  type IndexedModel,
  type IndexedPatient,
  type Matches,
  type PatientParameter,
  type ReportParameter,
  type StudyParameter,
} from '../../application/fhir/fhir-index';
import type { FhirSearch } from '../../application/fhir/fhir-search';
import { atInstants, type Condition, either, nameBegins, onDays, oneOf } from './conditions';

const reportIdentifier: Condition = either(
  oneOf('report.id', { systems: ['urn:ietf:rfc:3986'], prefix: 'urn:uuid:', isUuid: true }),
  oneOf('study.accession_number', { isUrnFree: true }),
);
const studyIdentifier: Condition = either(
  oneOf('study.study_instance_uid', { systems: ['urn:dicom:uid'], prefix: 'urn:oid:' }),
  oneOf('study.accession_number', { isUrnFree: true }),
);

const reportConditions: Readonly<Record<ReportParameter, Condition>> = {
  _id: oneOf('report.id', { isUuid: true }),
  identifier: reportIdentifier,
  study: oneOf('study.study_instance_uid'),
  patient: oneOf('study.patient_id', { isUuid: true }),
  subject: oneOf('study.patient_id', { isUuid: true }),
  'patient.identifier': oneOf('patient.patient_id'),
  status: oneOf('report.status', { systems: ['http://hl7.org/fhir/diagnostic-report-status'] }),
  date: onDays('study.study_date'),
  issued: atInstants('report.updated_at'),
  _lastUpdated: atInstants('report.updated_at'),
};

const studyConditions: Readonly<Record<StudyParameter, Condition>> = {
  _id: oneOf('study.study_instance_uid'),
  identifier: studyIdentifier,
  patient: oneOf('study.patient_id', { isUuid: true }),
  subject: oneOf('study.patient_id', { isUuid: true }),
  'patient.identifier': oneOf('patient.patient_id'),
  started: onDays('study.study_date'),
  _lastUpdated: atInstants('study.last_received_at'),
};

const patientConditions: Readonly<Record<PatientParameter, Condition>> = {
  _id: oneOf('patient.id', { isUuid: true }),
  identifier: oneOf('patient.patient_id'),
  name: nameBegins('patient.patient_name'),
  birthdate: onDays('patient.birth_date'),
};

const STUDIES = 'studies study join patients patient on patient.id = study.patient_id';
const REPORTS = `reports report join (${STUDIES}) on study.study_instance_uid = report.study_instance_uid`;

/** Searches over the tables of this room and of imaging-study; it reads them and writes none. */
@Injectable()
export class FhirIndexRepository extends FhirIndex {
  constructor(private readonly database: Database) {
    super();
  }

  async reports(search: FhirSearch<ReportParameter>): Promise<Matches> {
    const { rows, total } = await this.page<{ id: string }>(search, reportConditions, {
      select: 'report.id',
      from: REPORTS,
      where: 'study.deleted_at is null',
      order: 'report.updated_at desc, report.id',
    });
    return { found: rows.map(({ id }) => id), total };
  }

  async studies(search: FhirSearch<StudyParameter>): Promise<Matches> {
    const { rows, total } = await this.page<{ uid: string }>(search, studyConditions, {
      select: 'study.study_instance_uid as uid',
      from: STUDIES,
      where: 'study.deleted_at is null',
      order: 'study.last_received_at desc, study.study_instance_uid',
    });
    return { found: rows.map(({ uid }) => uid), total };
  }

  async patients(search: FhirSearch<PatientParameter>): Promise<Matches<IndexedPatient>> {
    const { rows, total } = await this.page<PatientRow>(search, patientConditions, {
      select: `patient.id, patient.patient_id, patient.issuer, patient.patient_name, patient.birth_date, patient.sex,
         patient.merged_into, array(
           select distinct mark from studies study
           join reports report on report.study_instance_uid = study.study_instance_uid
           cross join unnest(report.marks) mark where study.patient_id = patient.id order by mark) as marks`,
      from: 'patients patient',
      // Who was merged has no study any more, and is still to be found under the old id.
      where: `(patient.merged_into is not null or exists (
        select from studies study where study.patient_id = patient.id and study.deleted_at is null))`,
      order: 'patient.created_at desc, patient.id',
    });
    return { found: rows.map(patientOf), total };
  }

  async marksOf(studyInstanceUid: string): Promise<readonly string[]> {
    const [row] = await this.database
      .manager()
      .query<{ marks: string[] }[]>('select marks from reports where study_instance_uid = $1', [
        studyInstanceUid,
      ]);
    return row?.marks ?? [];
  }

  async model(sha256: string): Promise<IndexedModel | null> {
    const [row] = await this.database
      .manager()
      .query<{ name: string; version: string }[]>(
        'select model_name as name, model_version as version from inferences where model_sha256 = $1 limit 1',
        [sha256],
      );
    return row ? { ...row, sha256 } : null;
  }

  private async page<Row>(
    { criteria, count, offset }: FhirSearch,
    conditions: Readonly<Record<string, Condition>>,
    statement: { select: string; from: string; where: string; order: string },
  ): Promise<{ rows: Row[]; total: number }> {
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const where = [
      statement.where,
      ...criteria.map((one) => conditions[one.name]?.(one, bind) ?? 'false'),
    ].join(' and ');
    const manager = this.database.manager();
    const counted = await manager.query<{ total: number }[]>(
      `select count(*)::int as total from ${statement.from} where ${where}`,
      values,
    );
    const total = counted[0]?.total ?? 0;
    if (count === 0 || offset >= total) return { rows: [], total };
    const rows = await manager.query<Row[]>(
      `select ${statement.select} from ${statement.from} where ${where} order by ${statement.order} limit ${bind(count)} offset ${bind(offset)}`,
      values,
    );
    return { rows, total };
  }
}

interface PatientRow {
  id: string;
  patient_id: string | null;
  issuer: string;
  patient_name: string;
  birth_date: string | null;
  sex: string | null;
  merged_into: string | null;
  marks: string[];
}

const patientOf = (row: PatientRow): IndexedPatient => ({
  id: row.id,
  patientId: row.patient_id,
  issuerOfPatientId: row.issuer || null,
  patientName: row.patient_name,
  birthDate: row.birth_date,
  sex: row.sex,
  mergedInto: row.merged_into,
  marks: row.marks,
});
