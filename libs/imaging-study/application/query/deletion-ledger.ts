import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditTrail } from '@wetread/audit';
import { Outbox } from '@wetread/platform';
import { OBJECTS_DELETED, type ObjectsDeleted } from '../../domain/study-events';
import { RetentionTime } from './retention-time';
import type { RetrieveScope } from './retrieve-objects.use-case';

/** Writes what was deleted into the trail, and when its bytes are due. */
@Injectable()
export class DeletionLedger {
  constructor(
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly time: RetentionTime,
  ) {}

  async deleted(scope: RetrieveScope, instances: number, actor: AuditActor, at: Date): Promise<void> {
    const { studyInstanceUid, seriesInstanceUid, sopInstanceUid } = scope;
    const type = sopInstanceUid ? 'instance' : seriesInstanceUid ? 'series' : 'study';
    const id = sopInstanceUid ?? seriesInstanceUid ?? studyInstanceUid;
    const subject = { type, id, studyInstanceUid };
    await this.audit.record({ action: 'deleted', actor, subject, details: { instances } });
    const payload: ObjectsDeleted = { studyInstanceUid };
    const notBefore = this.time.dueFrom(at);
    await this.outbox.add({
      type: OBJECTS_DELETED,
      key: `${studyInstanceUid}/${at.getTime()}`,
      payload,
      notBefore,
    });
  }
}
