import { Injectable } from '@nestjs/common';
import { StorageCommitments } from '../../domain/commitment/storage-commitment';
import { CommitmentLedger } from './commitment-ledger';

/** Gives a peer up that has not answered for what we sent it. Safe to run again: only what waits is given up. */
@Injectable()
export class ExpireCommitment {
  constructor(
    private readonly commitments: StorageCommitments,
    private readonly ledger: CommitmentLedger,
  ) {}

  async execute(commitmentId: string): Promise<void> {
    const commitment = await this.commitments.find(commitmentId);
    if (commitment?.direction === 'asked-by-us') await this.ledger.overdue(commitment);
  }
}
