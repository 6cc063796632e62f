import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { Outbox } from '@wetread/platform';
import { STUDY_COMPLETED, type StudyCompleted } from '../domain/study-events';

/** Audit entry and event of a completion, in the surrounding transaction. */
@Injectable()
export class CompletionRecord {
  constructor(
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
  ) {}

  async completed(event: StudyCompleted, instances: number): Promise<void> {
    const { studyInstanceUid: id, completion, reason } = event;
    await this.audit.record({
      action: 'completed',
      actor: { kind: 'system', id: 'imaging-study' },
      subject: { type: 'study', id, studyInstanceUid: id },
      details: { completion, reason, instances },
    });
    await this.outbox.add({ type: STUDY_COMPLETED, key: `${id}/${completion}`, payload: event });
  }
}
