import { Injectable } from '@nestjs/common';
import { DicomObject } from '@wetread/dicom';
import type { SopInstanceUid } from '@wetread/kernel';
import { AppConfig, BlobStore, Database } from '@wetread/platform';
import { type ObjectScope, type StoredObject, StoredObjects } from '../../domain/query/stored-objects';
import { InstanceNotFound } from '../../domain/study-errors';
import type { StoredInstance } from '../../domain/stored-study';
import { PixelThreads } from './pixel-threads';
import { RecentHeaders } from './recent-headers';
import { StoredBlobObject } from './stored-blob-object';

/** What JSON makes of a row. */
type FoundInstance = Omit<StoredInstance, 'receivedAt'> & { receivedAt: string };

// Asked for with every frame: one JSON text, named as the domain names it, and no entity in between.
const FIND = `
  select coalesce(json_agg(row_to_json(found)), '[]')::text as rows from (
    select
      instance.sop_instance_uid as "sopInstanceUid", instance.sop_class_uid as "sopClassUid",
      instance.series_instance_uid as "seriesInstanceUid", instance.study_instance_uid as "studyInstanceUid",
      instance.transfer_syntax_uid as "transferSyntaxUid", instance.content_hash as "contentHash",
      instance.data_set_hash as "dataSetHash", instance.bytes, instance.instance_number as "instanceNumber",
      instance.number_of_frames as "numberOfFrames", instance.rows, instance.columns,
      instance.photometric_interpretation as "photometricInterpretation",
      instance.patient_orientation as "patientOrientation", instance.has_pixel_data as "hasPixelData",
      instance.received_at as "receivedAt"
    from instances instance join series using (series_instance_uid)
    where instance.deleted_at is null
      and ($1::text is null or instance.study_instance_uid = $1)
      and ($2::text is null or instance.series_instance_uid = $2)
      and ($3::text is null or instance.sop_instance_uid = $3)
    order by series.series_number nulls last, instance.series_instance_uid, instance.instance_number nulls last,
      instance.sop_instance_uid
  ) found`;

@Injectable()
export class StoredObjectsRepository extends StoredObjects {
  private readonly headers = new RecentHeaders();

  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
    private readonly config: AppConfig,
    private readonly codecs: PixelThreads,
  ) {
    super();
  }

  async find({
    studyInstanceUid,
    seriesInstanceUid,
    sopInstanceUid,
  }: ObjectScope): Promise<StoredInstance[]> {
    const uids = [studyInstanceUid ?? null, seriesInstanceUid ?? null, sopInstanceUid ?? null];
    const [{ rows }] = await this.database.manager().query<[{ rows: string }]>(FIND, uids);
    return (JSON.parse(rows) as FoundInstance[]).map((row) => ({
      ...row,
      receivedAt: new Date(row.receivedAt),
    }));
  }

  async open(instance: SopInstanceUid | StoredInstance): Promise<StoredObject> {
    const stored = typeof instance === 'string' ? await this.instance(instance) : instance;
    return new StoredBlobObject(this.blobs, stored, await this.header(stored), this.codecs);
  }

  private async instance(sopInstanceUid: SopInstanceUid): Promise<StoredInstance> {
    const [found] = await this.find({ sopInstanceUid });
    if (!found) throw new InstanceNotFound(sopInstanceUid);
    return found;
  }

  private async header({ contentHash, bytes }: StoredInstance): Promise<DicomObject> {
    const recent = this.headers.get(contentHash);
    if (recent) return recent;
    const file = await this.blobs.open(contentHash);
    try {
      const { inflatedBytes } = this.config.limits;
      const header = await DicomObject.read(file, { inflatedBytes });
      this.headers.keep(contentHash, header, bytes);
      return header;
    } finally {
      await file.close();
    }
  }
}
