import { Injectable } from '@nestjs/common';
import { DicomObject } from '@wetread/dicom';
import type { SopInstanceUid } from '@wetread/kernel';
import { AppConfig, BlobStore, Database } from '@wetread/platform';
import { type ObjectScope, type StoredObject, StoredObjects } from '../../domain/query/stored-objects';
import { InstanceNotFound } from '../../domain/study-errors';
import type { StoredInstance } from '../../domain/stored-study';
import { InstanceEntity } from '../instance.entity';
import { storedInstance } from '../stored-rows';
import { RecentHeaders } from './recent-headers';
import { StoredBlobObject } from './stored-blob-object';

@Injectable()
export class StoredObjectsRepository extends StoredObjects {
  private readonly headers = new RecentHeaders();

  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
    private readonly config: AppConfig,
  ) {
    super();
  }

  async find(scope: ObjectScope): Promise<StoredInstance[]> {
    const rows = await this.database
      .manager()
      .createQueryBuilder(InstanceEntity, 'instance')
      .innerJoin('series', 'series', 'series.series_instance_uid = instance.seriesInstanceUid')
      .where('instance.deletedAt is null')
      .andWhere(definedOnly(scope))
      .orderBy('series.series_number', 'ASC', 'NULLS LAST')
      .addOrderBy('series.series_instance_uid')
      .addOrderBy('instance.instanceNumber', 'ASC', 'NULLS LAST')
      .addOrderBy('instance.sopInstanceUid')
      .getMany();
    return rows.map(storedInstance);
  }

  async open(instance: SopInstanceUid | StoredInstance): Promise<StoredObject> {
    const stored = typeof instance === 'string' ? await this.instance(instance) : instance;
    return new StoredBlobObject(this.blobs, stored, await this.header(stored));
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

const definedOnly = (scope: ObjectScope): ObjectScope =>
  Object.fromEntries(Object.entries(scope).filter(([, uid]) => uid !== undefined));
