import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditTrail } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Transactional } from '@wetread/platform';
import { IdentityNoteUnknown } from '../../domain/identity/identity-errors';
import { IdentityReview } from '../../domain/identity/identity-review';

export interface SettleIdentityNoteCommand {
  noteId: string;
  /** Why the study is right as it is; stays with the note, since it may name somebody. */
  reason: string;
  by: AuditActor;
}

/**
 * Somebody has looked at a doubt about whose study it is. The study and the note itself stay as they are; the same doubt
 * coming again stays settled. Safe to repeat: who settled it first stays.
 */
@Injectable()
export class SettleIdentityNote {
  constructor(
    private readonly review: IdentityReview,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws IdentityNoteUnknown */
  @Transactional()
  async execute({ noteId, reason, by }: SettleIdentityNoteCommand): Promise<void> {
    const settled = await this.review.settle(noteId, by.id, reason, this.clock.now());
    if (!settled) throw new IdentityNoteUnknown();
    if (!settled.isNew) return;
    const { studyInstanceUid, kind } = settled;
    await this.audit.record({
      action: 'identity-settled',
      actor: by,
      subject: { type: 'study', id: studyInstanceUid, studyInstanceUid },
      details: { kind, note: noteId },
    });
  }
}
