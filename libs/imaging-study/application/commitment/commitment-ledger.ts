import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Outbox, Transactional } from '@wetread/platform';
import {
  COMMITMENT_DUE,
  COMMITMENT_REPORTED,
  COMMITMENT_REQUESTED,
} from '../../domain/commitment/commitment-events';
import {
  ANSWER_WITHIN_MS,
  type FailedReference,
  type NewCommitment,
  nextAttemptIn,
  type StorageCommitment,
  StorageCommitments,
} from '../../domain/commitment/storage-commitment';

/** Writes down how a storage commitment went on: row, audit and outbox together. */
@Injectable()
export class CommitmentLedger {
  constructor(
    private readonly commitments: StorageCommitments,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** We ask a peer: it is waited for, and not for ever. Gives the id of the commitment. */
  @Transactional()
  async asked(commitment: Omit<NewCommitment, 'direction' | 'requestedAt'>): Promise<string> {
    const requestedAt = this.clock.now();
    const id = await this.commitments.add({ ...commitment, direction: 'asked-by-us', requestedAt });
    const notBefore = new Date(requestedAt.getTime() + ANSWER_WITHIN_MS);
    await this.outbox.add({ type: COMMITMENT_DUE, key: id, payload: { commitmentId: id }, notBefore });
    return id;
  }

  /** The peer could not even be asked. */
  @Transactional()
  async notAsked(commitment: StorageCommitment, code: string): Promise<void> {
    await this.commitments.unreachable(commitment.id);
    await this.record(commitment, { code }, 'failure');
  }

  /** The peer has let its time pass; nothing happens when it has answered meanwhile. */
  @Transactional()
  async overdue(commitment: StorageCommitment): Promise<void> {
    const { id } = commitment;
    if (!(await this.commitments.overdue(id))) return;
    await this.record(commitment, { code: 'commitment.overdue' }, 'failure');
    await this.outbox.add({ type: COMMITMENT_REPORTED, key: id, payload: { commitmentId: id } });
  }

  @Transactional()
  async answered(commitment: StorageCommitment, failed: readonly FailedReference[]): Promise<void> {
    const { id, direction } = commitment;
    await this.commitments.answered(id, failed, this.clock.now());
    await this.record(commitment, {
      committed: commitment.referenced.length - failed.length,
      failed: failed.length,
    });
    if (direction === 'asked-by-us')
      await this.outbox.add({ type: COMMITMENT_REPORTED, key: id, payload: { commitmentId: id } });
  }

  /** The peer could not be told: another attempt later, or none any more. */
  @Transactional()
  async postponed(commitment: StorageCommitment, code: string): Promise<void> {
    const { id } = commitment;
    const wait = nextAttemptIn(await this.commitments.attempted(id));
    if (wait === null) {
      await this.commitments.unreachable(id);
      return this.record(commitment, { code }, 'failure');
    }
    const notBefore = new Date(this.clock.now().getTime() + wait);
    await this.outbox.add({ type: COMMITMENT_REQUESTED, key: id, payload: { commitmentId: id }, notBefore });
  }

  private record(
    { aeTitle, transactionUid, direction }: StorageCommitment,
    details: Record<string, unknown>,
    outcome: 'success' | 'failure' = 'success',
  ): Promise<void> {
    return this.audit.record({
      action: 'commitment-answered',
      outcome,
      actor: direction === 'asked-of-us' ? { kind: 'system', id: 'dimse' } : { kind: 'device', id: aeTitle },
      subject: { type: 'storage-commitment', id: transactionUid },
      details: { peer: aeTitle, direction, ...details },
    });
  }
}
