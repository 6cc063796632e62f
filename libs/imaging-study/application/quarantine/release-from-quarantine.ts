import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditTrail } from '@wetread/audit';
import { Database } from '@wetread/platform';
import { Quarantine, type QuarantinedObject } from '../../domain/quarantine';
import type { StoreResult } from '../../domain/store-outcome';
import { ForgetOrphans } from '../query/forget-orphans';

/** Writes down how an object in quarantine fared when it was tried again; one that is stored now leaves it. */
@Injectable()
export class ReleaseFromQuarantine {
  constructor(
    private readonly quarantine: Quarantine,
    private readonly audit: AuditTrail,
    private readonly database: Database,
    private readonly forgetOrphans: ForgetOrphans,
  ) {}

  async execute(object: QuarantinedObject, result: StoreResult, by: AuditActor): Promise<void> {
    const isStored = result.outcome === 'stored' || result.outcome === 'duplicate';
    await this.database.transaction(async () => {
      if (isStored) await this.quarantine.release(object.contentHash);
      await this.record(object, result, isStored, by);
    });
    // The same data set may be stored in another framing: then nothing refers to these bytes.
    if (isStored && result.studyInstanceUid)
      await this.forgetOrphans.execute(result.studyInstanceUid, [object.contentHash]);
  }

  private async record(
    { id, contentHash, reasonCode, sopInstanceUid, studyInstanceUid }: QuarantinedObject,
    result: StoreResult,
    isStored: boolean,
    actor: AuditActor,
  ): Promise<void> {
    await this.audit.record({
      action: 'quarantine-retried',
      outcome: isStored ? 'success' : 'failure',
      actor,
      subject: {
        type: 'object',
        id: sopInstanceUid ?? contentHash,
        studyInstanceUid: result.studyInstanceUid ?? studyInstanceUid,
      },
      details: { quarantineId: id, contentHash, reasonCode, outcome: result.outcome, code: result.code },
    });
  }
}
