import { Injectable } from '@nestjs/common';
import { Clock } from '@wetread/kernel';
import { Outbox, Transactional } from '@wetread/platform';
import { COMMITMENT_REQUESTED } from '../../domain/commitment/commitment-events';
import { type SopReference, StorageCommitments } from '../../domain/commitment/storage-commitment';

export interface AcceptCommitmentCommand {
  /** The peer that asks. */
  aeTitle: string;
  transactionUid: string;
  referenced: readonly SopReference[];
}

/** Takes a request for storage commitment down; from then on the answer is owed, also after a restart. */
@Injectable()
export class AcceptCommitment {
  constructor(
    private readonly commitments: StorageCommitments,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: AcceptCommitmentCommand): Promise<void> {
    const requestedAt = this.clock.now();
    const id = await this.commitments.add({ ...command, direction: 'asked-of-us', requestedAt });
    await this.outbox.add({ type: COMMITMENT_REQUESTED, key: id, payload: { commitmentId: id } });
  }
}
