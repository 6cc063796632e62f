import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { InstanceRegister } from '../../domain/instance-register';
import { ObjectDeletion } from '../../domain/query/object-deletion';
import { ForgetOrphans } from './forget-orphans';
import { RetentionTime } from './retention-time';

/** Forgets bytes and headers of objects that were deleted long enough ago; their UIDs and hashes remain. */
@Injectable()
export class PurgeDeleted {
  constructor(
    private readonly database: Database,
    private readonly register: InstanceRegister,
    private readonly deletion: ObjectDeletion,
    private readonly forgetOrphans: ForgetOrphans,
    private readonly audit: AuditTrail,
    private readonly time: RetentionTime,
  ) {}

  /** Idempotent: what has been purged or sent again is not touched. */
  async execute(studyInstanceUid: StudyInstanceUid): Promise<number> {
    const { at, before } = this.time.now();
    const hashes = await this.database.transaction(async () => {
      await this.register.lock([studyInstanceUid]);
      const purged = await this.deletion.purge(studyInstanceUid, before, at);
      if (purged.length > 0) await this.record(studyInstanceUid, purged.length);
      return purged;
    });
    await this.forgetOrphans.execute(studyInstanceUid, hashes);
    return hashes.length;
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
