import { Injectable } from '@nestjs/common';
import type { ContentHash } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import {
  Quarantine,
  type QuarantineEntry,
  type QuarantinedObject,
  type QuarantinePage,
} from '../domain/quarantine';
import { QuarantinedObjectNotFound } from '../domain/quarantine-errors';
import { QuarantinedObjectEntity } from './quarantined-object.entity';

/** Bounds that keep a hostile sender from filling the disk with what is not even wanted. */
const LARGEST_OBJECT = 64 * 1024 * 1024;
const LARGEST_TOTAL = 2 * 1024 * 1024 * 1024;

const ADD = `insert into quarantined_objects (content_hash, bytes, kept, reason_code, message, dicom_status,
    source_kind, source_peer, name_hash, sop_instance_uid, study_instance_uid, received_at, last_received_at, times)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13)
  on conflict (content_hash, reason_code) do update set
    kept = quarantined_objects.kept or excluded.kept,
    times = quarantined_objects.times + excluded.times,
    last_received_at = excluded.last_received_at`;

@Injectable()
export class QuarantineRepository extends Quarantine {
  constructor(private readonly database: Database) {
    super();
  }

  async hasRoomFor(bytes: number): Promise<boolean> {
    if (bytes > LARGEST_OBJECT) return false;
    const total = await this.database.manager().sum(QuarantinedObjectEntity, 'bytes', { kept: true });
    return Number(total ?? 0) + bytes <= LARGEST_TOTAL;
  }

  async add(entry: QuarantineEntry, kept: boolean, at: Date, times: number): Promise<void> {
    await this.database
      .manager()
      .query(ADD, [
        entry.contentHash,
        entry.bytes,
        kept,
        entry.reasonCode,
        entry.message,
        entry.dicomStatus,
        entry.source.kind,
        entry.source.peer,
        entry.nameHash,
        entry.sopInstanceUid,
        entry.studyInstanceUid,
        at,
        times,
      ]);
  }

  async find(id: string): Promise<QuarantinedObject> {
    const row = await this.database.manager().findOneBy(QuarantinedObjectEntity, { id });
    if (!row) throw new QuarantinedObjectNotFound();
    return quarantinedObject(row);
  }

  async release(contentHash: ContentHash): Promise<void> {
    await this.database.manager().delete(QuarantinedObjectEntity, { contentHash });
  }

  async page(limit: number, offset: number): Promise<QuarantinePage> {
    const [rows, total] = await this.database.manager().findAndCount(QuarantinedObjectEntity, {
      order: { lastReceivedAt: 'DESC', id: 'ASC' },
      take: limit,
      skip: offset,
    });
    return { objects: rows.map(quarantinedObject), total };
  }
}

const quarantinedObject = ({
  sourceKind,
  sourcePeer,
  ...row
}: QuarantinedObjectEntity): QuarantinedObject => ({
  ...row,
  contentHash: row.contentHash as ContentHash,
  nameHash: row.nameHash as ContentHash,
  source: { kind: sourceKind, peer: sourcePeer },
});
