import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { InstanceRegister } from '../../domain/instance-register';
import { ObjectDeletion, type PurgeableObject, type PurgedObject } from '../../domain/query/object-deletion';
import { CompareDataSets } from '../compare-data-sets';
import { ForgetOrphans } from './forget-orphans';
import { RetentionTime } from './retention-time';

/** Forgets bytes and headers of objects that were deleted long enough ago; their UIDs and hashes remain. */
@Injectable()
export class PurgeDeleted {
  constructor(
    private readonly database: Database,
    private readonly register: InstanceRegister,
    private readonly deletion: ObjectDeletion,
    private readonly dataSets: CompareDataSets,
    private readonly forgetOrphans: ForgetOrphans,
    private readonly audit: AuditTrail,
    private readonly time: RetentionTime,
  ) {}

  /** Idempotent: what has been purged or sent again is not touched. */
  async execute(studyInstanceUid: StudyInstanceUid): Promise<number> {
    const { at, before } = this.time.now();
    const objects = await this.identified(await this.deletion.purgeable(studyInstanceUid, before));
    const hashes = await this.database.transaction(async () => {
      await this.register.lock([studyInstanceUid]);
      const purged = await this.deletion.purge(objects, before, at);
      if (purged.length > 0) await this.record(studyInstanceUid, purged.length);
      return purged;
    });
    await this.forgetOrphans.execute(studyInstanceUid, hashes);
    return hashes.length;
  }

  /** Before the transaction, because it reads them from end to end. */
  private async identified(objects: readonly PurgeableObject[]): Promise<PurgedObject[]> {
    const identified: PurgedObject[] = [];
    for (const object of objects) {
      const dataSetHash = await this.dataSets.hashOrNull(object.contentHash);
      identified.push({ ...object, dataSetHash });
    }
    return identified;
  }

  private async record(studyInstanceUid: StudyInstanceUid, instances: number): Promise<void> {
    await this.audit.record({
      action: 'purged',
      actor: { kind: 'system', id: 'retention' },
      subject: { type: 'study', id: studyInstanceUid, studyInstanceUid },
      details: { instances },
    });
  }
}
