import { Injectable } from '@nestjs/common';
import { DicomObject } from '@wetread/dicom';
import type { SopInstanceUid } from '@wetread/kernel';
import { AppConfig, BlobStore, Database } from '@wetread/platform';
import { type ObjectScope, type StoredObject, StoredObjects } from '../../domain/query/stored-objects';
import { InstanceNotFound } from '../../domain/study-errors';
import type { StoredInstance } from '../../domain/stored-study';
import { PixelThreads } from '../pixels/pixel-threads';
import { RecentHeaders } from './recent-headers';
import { StoredBlobObject } from './stored-blob-object';

/** What JSON makes of a row. */
type FoundInstance = Omit<StoredInstance, 'receivedAt'> & { receivedAt: string };

const COLUMNS = `
  instance.sop_instance_uid as "sopInstanceUid", instance.sop_class_uid as "sopClassUid",
  instance.series_instance_uid as "seriesInstanceUid", instance.study_instance_uid as "studyInstanceUid",
  instance.transfer_syntax_uid as "transferSyntaxUid", instance.content_hash as "contentHash",
  instance.bytes, instance.instance_number as "instanceNumber",
  instance.number_of_frames as "numberOfFrames", instance.rows, instance.columns,
  instance.photometric_interpretation as "photometricInterpretation",
  instance.patient_orientation as "patientOrientation", instance.has_pixel_data as "hasPixelData",
  instance.received_at as "receivedAt"`;

const SCOPE = {
  studyInstanceUid: 'instance.study_instance_uid',
  seriesInstanceUid: 'instance.series_instance_uid',
  sopInstanceUid: 'instance.sop_instance_uid',
} as const;
const scopeKeys = Object.keys(SCOPE) as (keyof typeof SCOPE)[];

/** Asked for with every frame: one JSON text, named as the domain names it, and no entity in between. */
function findStatement(keys: readonly (keyof typeof SCOPE)[]): string {
  const conditions = [
    'instance.deleted_at is null',
    ...keys.map((key, index) => `${SCOPE[key]} = $${index + 1}`),
  ];
  // One instance needs no order.
  const order = keys.includes('sopInstanceUid')
    ? { join: '', by: '' }
    : {
        join: 'join series using (series_instance_uid)',
        by: `order by series.series_number nulls last, instance.series_instance_uid,
          instance.instance_number nulls last, instance.sop_instance_uid`,
      };
  return `select coalesce(json_agg(row_to_json(found)), '[]')::text as rows from (
    select ${COLUMNS} from instances instance ${order.join} where ${conditions.join(' and ')} ${order.by}) found`;
}

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

  async find(scope: ObjectScope): Promise<StoredInstance[]> {
    const keys = scopeKeys.filter((key) => scope[key] !== undefined);
    const [found] = await this.database.prepared<{ rows: string }>(
      `find-${keys.join('-')}`,
      findStatement(keys),
      keys.map((key) => scope[key]),
    );
    return (JSON.parse(found?.rows ?? '[]') as FoundInstance[]).map((row) => ({
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
