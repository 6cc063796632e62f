import { Injectable } from '@nestjs/common';
import type { ContentHash, StudyInstanceUid } from '@wetread/kernel';
import { BlobNotFound, BlobStore, Database } from '@wetread/platform';
import type { StorableInstance } from '../../domain/incoming';
import { ObjectDeletion, type PurgeableObject, type PurgedObject } from '../../domain/query/object-deletion';
import type { ObjectScope } from '../../domain/query/stored-objects';

const HIDE = `
  with hidden as (
    update instances set deleted_at = $4
    where study_instance_uid = $1 and ($2::text is null or series_instance_uid = $2)
      and ($3::text is null or sop_instance_uid = $3) and deleted_at is null
    returning series_instance_uid
  ),
  per_series as (select series_instance_uid, count(*)::int as instances from hidden group by 1),
  counted as (
    update series set
      number_of_instances = series.number_of_instances - per_series.instances,
      deleted_at = case when series.number_of_instances <= per_series.instances then $4::timestamptz end
    from per_series where series.series_instance_uid = per_series.series_instance_uid
  )
  select count(*)::int as instances from hidden`;

const COUNT_STUDY = `
  update studies set
    (number_of_series, number_of_instances, modalities) = (
      select count(*)::int, coalesce(sum(number_of_instances), 0)::int,
        coalesce(array_agg(distinct modality order by modality) filter (where modality is not null), '{}')
      from series where series.study_instance_uid = studies.study_instance_uid and deleted_at is null),
    sop_classes = array(
      select distinct sop_class_uid from instances
      where instances.study_instance_uid = studies.study_instance_uid and deleted_at is null order by 1),
    deleted_at = case when not exists (
      select from series where series.study_instance_uid = studies.study_instance_uid and deleted_at is null
    ) then $2::timestamptz end
  where study_instance_uid = $1`;

const PURGEABLE = `
  select sop_instance_uid as "sopInstanceUid", content_hash as "contentHash" from instances
  where study_instance_uid = $1 and deleted_at < $2 and purged_at is null`;

const PURGE = `
  update instances set header = null, purged_at = $2, data_set_hash = object."dataSetHash"
  from jsonb_to_recordset($3) as object ("sopInstanceUid" text, "dataSetHash" text)
  where sop_instance_uid = object."sopInstanceUid" and deleted_at < $1 and purged_at is null
  returning content_hash`;

const REFILL = `
  update instances set content_hash = $2, bytes = $3, transfer_syntax_uid = $4, header = $5, purged_at = null,
    data_set_hash = null
  where sop_instance_uid = $1 and purged_at is not null
  returning sop_instance_uid`;

// Looked for within the study: of all instances' hashes there is no index, which every instance stored would have to pay for.
const ORPHANS = `
  select distinct hash from unnest($2::text[]) as hash
  where not exists (
      select from instances where study_instance_uid = $1 and content_hash = hash and purged_at is null)
    and not exists (select from quarantined_objects where content_hash = hash and kept)`;

@Injectable()
export class ObjectDeletionRepository extends ObjectDeletion {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
  ) {
    super();
  }

  async hide(scope: ObjectScope & { studyInstanceUid: StudyInstanceUid }, at: Date): Promise<number> {
    const { studyInstanceUid, seriesInstanceUid = null, sopInstanceUid = null } = scope;
    const manager = this.database.manager();
    const [{ instances }] = await manager.query<[{ instances: number }]>(HIDE, [
      studyInstanceUid,
      seriesInstanceUid,
      sopInstanceUid,
      at,
    ]);
    if (instances > 0) await manager.query(COUNT_STUDY, [studyInstanceUid, at]);
    return instances;
  }

  purgeable(study: StudyInstanceUid, before: Date): Promise<PurgeableObject[]> {
    return this.database.manager().query<PurgeableObject[]>(PURGEABLE, [study, before]);
  }

  async purge(objects: readonly PurgedObject[], before: Date, at: Date): Promise<ContentHash[]> {
    // TypeORM tells of an UPDATE with RETURNING its rows and their number.
    const [purged] = await this.database
      .manager()
      .query<[{ content_hash: ContentHash }[], number]>(PURGE, [before, at, JSON.stringify(objects)]);
    return purged.map((row) => row.content_hash);
  }

  async orphansAmong(study: StudyInstanceUid, hashes: readonly ContentHash[]): Promise<ContentHash[]> {
    const rows = await this.database.manager().query<{ hash: ContentHash }[]>(ORPHANS, [study, hashes]);
    return rows.map(({ hash }) => hash);
  }

  async refill(instances: readonly StorableInstance[]): Promise<void> {
    for (const { header, contentHash, bytes, headerJson } of instances) {
      const [rows] = await this.database
        .manager()
        .query<[unknown[], number]>(REFILL, [
          header.sopInstanceUid,
          contentHash,
          bytes,
          header.transferSyntaxUid,
          JSON.stringify(headerJson),
        ]);
      // A purge may have taken the bytes between their arrival and this lock; the sender then tries again.
      if (rows.length > 0 && !(await this.blobs.has(contentHash))) throw new BlobNotFound(contentHash);
    }
  }
}
