import { Injectable } from '@nestjs/common';
import type { InstanceHeader } from '@wetread/dicom';
import type { StudyInstanceUid } from '@wetread/kernel';
import { AppConfig, Database } from '@wetread/platform';
import { In, IsNull } from 'typeorm';
import { issuerOf } from '../domain/identity/patient-identity';
import type { StorableInstance } from '../domain/incoming';
import { InstanceRegister, type CompletionView } from '../domain/instance-register';
import type { Occupied } from '../domain/placement';
import { ObjectDeletion } from '../domain/query/object-deletion';
import { QueryIndex } from '../domain/query/query-index';
import type { StoreSource } from '../domain/store-outcome';
import { InstanceEntity } from './instance.entity';
import { insertInstanceRows, textColumn as text } from './instance-rows';
import { lockStudies } from './lock-studies';
import { occupiedInStudy, occupiedPlaces } from './occupied-places';
import { StudyEntity } from './study.entity';

// What HL7 told outranks what objects say; a retired identity stands for its survivor (docs/identity.md).
const UPSERT_PATIENT = `insert into patients (patient_id, issuer, patient_name, birth_date, sex, created_at)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (patient_id, issuer) do update set
    patient_name = coalesce(patients.told_name, nullif(excluded.patient_name, ''), patients.patient_name),
    birth_date = coalesce(patients.told_birth_date, excluded.birth_date, patients.birth_date),
    sex = coalesce(patients.told_sex, excluded.sex, patients.sex)
  returning coalesce(merged_into, id) as id`;

const INSERT_STUDY = `insert into studies (study_instance_uid, patient_id, patient_name, patient_birth_date,
    patient_sex, study_date, study_time, accession_number, study_description, referring_physician_name, study_id,
    state, first_received_at, last_received_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'receiving', $12, $12)`;

const RECEIVE_AGAIN = `update studies set state = 'receiving', last_received_at = greatest(last_received_at, $2)
  where study_instance_uid = any($1)`;

const UID_PAGES = {
  series: `select series_instance_uid as uid from series where series_instance_uid > $1 order by uid limit $2`,
  instances: `select sop_instance_uid as uid from instances where sop_instance_uid > $1 order by uid limit $2`,
};

const UIDS_FREE = `select not exists (select from instances where sop_instance_uid = any($1))
  and not exists (select from series where series_instance_uid = any($1)) as free`;

const studiesOf = (instances: readonly StorableInstance[]): StudyInstanceUid[] => [
  ...new Set(instances.map(({ header }) => header.studyInstanceUid)),
];

@Injectable()
export class InstanceRegisterRepository extends InstanceRegister {
  constructor(
    private readonly database: Database,
    private readonly queryIndex: QueryIndex,
    private readonly deletion: ObjectDeletion,
    private readonly config: AppConfig,
  ) {
    super();
  }

  async lock(studies: readonly StudyInstanceUid[]): Promise<void> {
    await lockStudies(this.database, studies);
  }

  async lockAndLook(instances: readonly StorableInstance[]): Promise<Occupied> {
    await this.lock(studiesOf(instances));
    return occupiedPlaces(this.database, instances);
  }

  async areFree(uids: readonly string[]): Promise<boolean> {
    const [found] = await this.database.prepared<{ free: boolean }>('uids-free', UIDS_FREE, [uids]);
    return found?.free ?? false;
  }

  async countUids(): Promise<number> {
    const [row] = await this.database
      .manager()
      .query<{ count: string }[]>(
        `select (select count(*) from instances) + (select count(*) from series) as count`,
      );
    return Number(row?.count ?? 0);
  }

  async *uids(pageSize: number): AsyncIterable<string[]> {
    for (const table of ['series', 'instances'] as const) {
      let last = '';
      for (;;) {
        const rows = await this.database
          .manager()
          .query<{ uid: string }[]>(UID_PAGES[table], [last, pageSize]);
        yield rows.map(({ uid }) => uid);
        if (rows.length < pageSize) break;
        last = rows.at(-1)?.uid ?? last;
      }
    }
  }

  study(study: StudyInstanceUid, limit: number): Promise<Occupied | null> {
    return occupiedInStudy(this.database, study, limit);
  }

  async insert(
    instances: readonly StorableInstance[],
    known: ReadonlySet<string>,
    source: StoreSource,
    at: Date,
  ): Promise<void> {
    const made = new Set(known);
    for (const { header } of instances) {
      if (made.has(header.studyInstanceUid)) continue;
      made.add(header.studyInstanceUid);
      await this.insertStudy(header, source, at);
    }
    await insertInstanceRows(this.database, instances, source, at);
    await this.queryIndex.add(instances);
  }

  async restore(instances: readonly StorableInstance[], at: Date): Promise<void> {
    await this.database.manager().query(RECEIVE_AGAIN, [studiesOf(instances), at]);
    await this.deletion.refill(instances);
    await this.queryIndex.add(instances);
  }

  async lockStudy(study: StudyInstanceUid): Promise<CompletionView | null> {
    const manager = this.database.manager();
    await lockStudies(this.database, [study]);
    const row = await manager.findOneBy(StudyEntity, { studyInstanceUid: study, deletedAt: IsNull() });
    if (!row) return null;
    const here = { studyInstanceUid: study, deletedAt: IsNull() };
    const instances = await manager.countBy(InstanceEntity, here);
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

  private async insertStudy(
    { patient, study, studyInstanceUid }: InstanceHeader,
    source: StoreSource,
    at: Date,
  ): Promise<void> {
    const manager = this.database.manager();
    const demographics = [text(patient.patientName) ?? '', text(patient.birthDate), text(patient.sex)];
    const issuer = issuerOf(patient, source, this.config.identity);
    const identity = [text(patient.patientId), text(issuer) ?? ''];
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
}
