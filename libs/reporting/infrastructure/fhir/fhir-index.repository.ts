import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import {
  FhirIndex,
  type IndexedModel,
  type IndexedObservation,
  type IndexedPatient,
  type Matches,
  type ObservationParameter,
  type PatientParameter,
  type ReportParameter,
  type StudyParameter,
} from '../../application/fhir/fhir-index';
import type { FhirSearch } from '../../application/fhir/fhir-search';
import { PatientIdSystems } from '../../application/fhir/patient-id-systems';
import { CLAIMS, IN_FORCE, OF_CURRENT_REVISION } from './claims';
import {
  observationColumns,
  patientColumns,
  reportColumns,
  type SearchedColumns,
  studyColumns,
} from './searched-columns';

const STUDIES = 'studies study join patients patient on patient.id = study.patient_id';
const REPORTS = `reports report join (${STUDIES}) on study.study_instance_uid = report.study_instance_uid`;

/** Searches over the tables of this room and of imaging-study; it reads them and writes none. */
@Injectable()
export class FhirIndexRepository extends FhirIndex {
  private readonly columns: ReturnType<typeof columnsWith>;

  constructor(
    private readonly database: Database,
    systems: PatientIdSystems,
  ) {
    super();
    this.columns = columnsWith(systems);
  }

  async reports(search: FhirSearch<ReportParameter>): Promise<Matches> {
    const { rows, total } = await this.page<{ id: string }>(search, this.columns.reports, {
      select: 'report.id',
      from: REPORTS,
      where: 'study.deleted_at is null',
      order: 'report.updated_at desc, report.id',
    });
    return { found: rows.map(({ id }) => id), total };
  }

  async observations(search: FhirSearch<ObservationParameter>): Promise<Matches<IndexedObservation>> {
    const { rows, total } = await this.page<{ id: string; finding: string }>(
      search,
      this.columns.observations,
      {
        select: 'report.id, observation.finding',
        from: `${REPORTS} join report_revisions revision on ${OF_CURRENT_REVISION} cross join ${CLAIMS}`,
        where: `study.deleted_at is null and ${IN_FORCE}`,
        order: 'report.updated_at desc, report.id, observation.at, observation.finding',
      },
    );
    return { found: rows.map(({ id, finding }) => ({ reportId: id, finding })), total };
  }

  async studies(search: FhirSearch<StudyParameter>): Promise<Matches> {
    const { rows, total } = await this.page<{ uid: string }>(search, this.columns.studies, {
      select: 'study.study_instance_uid as uid',
      from: STUDIES,
      where: 'study.deleted_at is null',
      order: 'study.last_received_at desc, study.study_instance_uid',
    });
    return { found: rows.map(({ uid }) => uid), total };
  }

  async patients(search: FhirSearch<PatientParameter>): Promise<Matches<IndexedPatient>> {
    const { rows, total } = await this.page<PatientRow>(search, this.columns.patients, {
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
    { criteria, sort, count, offset }: FhirSearch,
    { conditions, sorts }: SearchedColumns<string, string>,
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
    const order = [
      ...sort.map(({ name, descending }) => `${sorts[name]}${descending ? ' desc' : ''} nulls last`),
      statement.order,
    ].join(', ');
    const rows = await manager.query<Row[]>(
      `select ${statement.select} from ${statement.from} where ${where} order by ${order} limit ${bind(count)} offset ${bind(offset)}`,
      values,
    );
    return { rows, total };
  }
}

const columnsWith = (systems: PatientIdSystems) => ({
  reports: reportColumns(systems),
  observations: observationColumns(systems),
  studies: studyColumns(systems),
  patients: patientColumns(systems),
});

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
