import { Injectable } from '@nestjs/common';
import { DEAD_LETTERED, HandlesEvent, type EventHandler, type EventPayload } from '@wetread/platform';
import { AuditTrail } from '../application/audit-trail';

/**
 * Work that was given up is part of the record. Run twice, it adds a second entry for the same dead letter: the
 * chain cannot take one back, and the id tells that they are one.
 */
@Injectable()
@HandlesEvent(DEAD_LETTERED)
export class RecordDeadLetter implements EventHandler {
  constructor(private readonly trail: AuditTrail) {}

  async handle({ deadLetterId, eventType, eventKey, errorCode, ...ids }: EventPayload): Promise<void> {
    const { studyInstanceUid } = ids;
    await this.trail.record({
      action: 'failed',
      outcome: 'failure',
      actor: { kind: 'system', id: 'wetread' },
      subject: {
        type: 'event',
        id: String(deadLetterId),
        studyInstanceUid: typeof studyInstanceUid === 'string' ? studyInstanceUid : null,
      },
      details: { eventType, eventKey, errorCode },
    });
  }
}
