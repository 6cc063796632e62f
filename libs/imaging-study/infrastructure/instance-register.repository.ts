import { Injectable } from '@nestjs/common';
import type { InstanceHeader } from '@wetread/dicom';
import type { ContentHash, SeriesInstanceUid, SopInstanceUid, StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { In } from 'typeorm';
import type { StorableInstance } from '../domain/incoming';
import { InstanceRegister, type CompletionView } from '../domain/instance-register';
import type { Occupied } from '../domain/placement';
import { storableText } from '../domain/storable-json';
import type { StoreSource } from '../domain/store-outcome';
import { InstanceEntity } from './instance.entity';
import { SeriesEntity } from './series.entity';
import { StudyEntity } from './study.entity';

// Sorted, so that two transactions that touch the same studies ask for their locks in the same order.
const LOCK_STUDIES = `select pg_advisory_xact_lock(hashtextextended(uid, 4)) from
  (select uid from unnest($1::text[]) as uid order by hashtextextended(uid, 4)) as sorted`;

const UPSERT_PATIENT = `insert into patients (patient_id, issuer, patient_name, birth_date, sex, created_at)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (patient_id, issuer) do update set
    patient_name = coalesce(nullif(excluded.patient_name, ''), patients.patient_name),
    birth_date = coalesce(excluded.birth_date, patients.birth_date),
    sex = coalesce(excluded.sex, patients.sex)
  returning id`;

const INSERT_STUDY = `insert into studies (study_instance_uid, patient_id, patient_name, patient_birth_date,
    patient_sex, study_date, study_time, accession_number, study_description, referring_physician_name, study_id,
    state, first_received_at, last_received_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'receiving', $12, $12)`;

const REOPEN_STUDY = `update studies set state = 'receiving', last_received_at = greatest(last_received_at, $2)
  where study_instance_uid = any($1)`;

const text = (value: string | null): string | null => (value === null ? null : storableText(value));
const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

@Injectable()
export class InstanceRegisterRepository extends InstanceRegister {
  constructor(private readonly database: Database) {
    super();
  }

  async lockAndLook(instances: readonly StorableInstance[]): Promise<Occupied> {
    const manager = this.database.manager();
    const headers = instances.map(({ header }) => header);
    const studyUids = distinct(headers.map((header) => header.studyInstanceUid));
    await manager.query(LOCK_STUDIES, [studyUids]);
    const [stored, series, studies] = [
      await manager.findBy(InstanceEntity, { sopInstanceUid: In(headers.map((h) => h.sopInstanceUid)) }),
      await manager.findBy(SeriesEntity, {
        seriesInstanceUid: In(distinct(headers.map((h) => h.seriesInstanceUid))),
      }),
      await manager.find(StudyEntity, {
        where: { studyInstanceUid: In(studyUids) },
        relations: { patient: true },
      }),
    ];
    return {
      instances: new Map(stored.map((row) => [row.sopInstanceUid, placeOf(row)])),
      series: new Map(series.map((row) => [row.seriesInstanceUid, row.studyInstanceUid])),
      studies: new Map(
        studies.map(({ studyInstanceUid, patient }) => [
          studyInstanceUid,
          { patientId: patient.patientId, issuerOfPatientId: patient.issuer || null },
        ]),
      ),
    };
  }

  async insert(instances: readonly StorableInstance[], source: StoreSource, at: Date): Promise<void> {
    const manager = this.database.manager();
    const studyUids = distinct(instances.map(({ header }) => header.studyInstanceUid));
    const reopened = await manager.findBy(StudyEntity, { studyInstanceUid: In(studyUids) });
    const known = new Set(reopened.map((study) => study.studyInstanceUid));
    if (known.size > 0) await manager.query(REOPEN_STUDY, [[...known], at]);
    for (const { header } of instances) {
      if (known.has(header.studyInstanceUid)) continue;
      known.add(header.studyInstanceUid);
      await this.insertStudy(header, at);
    }
    await this.insertRows(instances, source, at);
  }

  async lockStudy(study: StudyInstanceUid): Promise<CompletionView | null> {
    const manager = this.database.manager();
    await manager.query(LOCK_STUDIES, [[study]]);
    const row = await manager.findOneBy(StudyEntity, { studyInstanceUid: study });
    if (!row) return null;
    const instances = await manager.countBy(InstanceEntity, { studyInstanceUid: study });
    return { state: row.state, completions: row.completions, lastReceivedAt: row.lastReceivedAt, instances };
  }

  async markComplete(study: StudyInstanceUid, completion: number, at: Date): Promise<void> {
    const changes = { state: 'complete' as const, completions: completion, completedAt: at };
    await this.database.manager().update(StudyEntity, { studyInstanceUid: study }, changes);
  }

  async receivingStudies(): Promise<{ studyInstanceUid: StudyInstanceUid; lastReceivedAt: Date }[]> {
    const rows = await this.database.manager().findBy(StudyEntity, { state: 'receiving' });
    return rows.map(({ studyInstanceUid, lastReceivedAt }) => ({
      studyInstanceUid: studyInstanceUid as StudyInstanceUid,
      lastReceivedAt,
    }));
  }

  async lastReceivedAt(studies: readonly StudyInstanceUid[]): Promise<Map<StudyInstanceUid, Date>> {
    const rows = await this.database
      .manager()
      .findBy(StudyEntity, { studyInstanceUid: In([...studies]), state: 'receiving' });
    return new Map(rows.map((row) => [row.studyInstanceUid as StudyInstanceUid, row.lastReceivedAt]));
  }

  private async insertStudy({ patient, study, studyInstanceUid }: InstanceHeader, at: Date): Promise<void> {
    const manager = this.database.manager();
    const demographics = [text(patient.patientName) ?? '', text(patient.birthDate), text(patient.sex)];
    const identity = [text(patient.patientId), text(patient.issuerOfPatientId) ?? ''];
    const [{ id }] = (await manager.query(UPSERT_PATIENT, [...identity, ...demographics, at])) as [
      { id: string },
    ];
    await manager.query(INSERT_STUDY, [
      studyInstanceUid,
      id,
      ...demographics,
      text(study.studyDate),
      text(study.studyTime),
      text(study.accessionNumber),
      text(study.studyDescription),
      text(study.referringPhysicianName),
      text(study.studyId),
      at,
    ]);
  }

  private async insertRows(
    instances: readonly StorableInstance[],
    source: StoreSource,
    at: Date,
  ): Promise<void> {
    const manager = this.database.manager();
    const series = new Map(instances.map(({ header }) => [header.seriesInstanceUid, seriesRow(header)]));
    await manager
      .createQueryBuilder()
      .insert()
      .into(SeriesEntity)
      .values([...series.values()])
      .orIgnore()
      .updateEntity(false)
      .execute();
    await manager
      .createQueryBuilder()
      .insert()
      .into(InstanceEntity)
      .values(instances.map((instance) => instanceRow(instance, source, at)))
      .updateEntity(false)
      .execute();
  }
}

const placeOf = (row: InstanceEntity) => ({
  sopInstanceUid: row.sopInstanceUid as SopInstanceUid,
  seriesInstanceUid: row.seriesInstanceUid as SeriesInstanceUid,
  studyInstanceUid: row.studyInstanceUid as StudyInstanceUid,
  dataSetHash: row.dataSetHash as ContentHash,
});

const seriesRow = ({ series, seriesInstanceUid, studyInstanceUid }: InstanceHeader) => ({
  seriesInstanceUid,
  studyInstanceUid,
  modality: text(series.modality),
  seriesNumber: postgresInteger(series.seriesNumber),
  seriesDescription: text(series.seriesDescription),
  bodyPartExamined: text(series.bodyPartExamined),
  viewPosition: text(series.viewPosition),
  laterality: text(series.laterality),
  manufacturer: text(series.manufacturer),
  presentationIntent: text(series.presentationIntent),
});

const instanceRow = ({ header, ...stored }: StorableInstance, source: StoreSource, at: Date) => ({
  sopInstanceUid: header.sopInstanceUid,
  sopClassUid: header.sopClassUid,
  seriesInstanceUid: header.seriesInstanceUid,
  studyInstanceUid: header.studyInstanceUid,
  transferSyntaxUid: header.transferSyntaxUid,
  contentHash: stored.contentHash,
  dataSetHash: stored.dataSetHash,
  bytes: stored.bytes,
  instanceNumber: postgresInteger(header.instance.instanceNumber),
  numberOfFrames: postgresInteger(header.instance.numberOfFrames) ?? 1,
  rows: postgresInteger(header.instance.rows),
  columns: postgresInteger(header.instance.columns),
  photometricInterpretation: text(header.instance.photometricInterpretation),
  patientOrientation: header.instance.patientOrientation.map(storableText),
  hasPixelData: header.instance.hasPixelData,
  header: stored.headerJson,
  sourceKind: source.kind,
  sourcePeer: source.peer,
  receivedAt: at,
});

/** IS may hold up to 12 characters, more than a 32-bit column; such a number orders nothing and is left out. */
const postgresInteger = (value: number | null): number | null =>
  value !== null && Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value : null;
