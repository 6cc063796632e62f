import { Injectable } from '@nestjs/common';
import { DomainError } from '@wetread/kernel';
import { AppConfig, Logger } from '@wetread/platform';
import { StorageCommitments } from '../../domain/commitment/storage-commitment';
import { CommitmentLedger } from './commitment-ledger';
import { reportOf } from './commitment-report';
import { JudgeReferences } from './judge-references';
import { TellRequester } from './tell-requester';

/**
 * Answers a request for storage commitment. Safe to run again: what has been answered is left alone, and a peer that
 * heard the same answer twice knows it by its Transaction UID.
 */
@Injectable()
export class ReportCommitment {
  constructor(
    private readonly commitments: StorageCommitments,
    private readonly judge: JudgeReferences,
    private readonly tell: TellRequester,
    private readonly ledger: CommitmentLedger,
    private readonly config: AppConfig,
    private readonly logger: Logger,
  ) {}

  async execute(commitmentId: string): Promise<void> {
    const commitment = await this.commitments.find(commitmentId);
    if (commitment?.state !== 'waiting') return;
    const failed = await this.judge.execute(commitment.referenced);
    try {
      await this.tell.execute(commitment.aeTitle, reportOf(commitment, failed, this.config.dimse.aeTitle));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { aeTitle } = commitment;
      this.logger.warn(
        { because: error.code, aeTitle, commitmentId },
        'a storage commitment could not be reported',
      );
      return this.ledger.postponed(commitment, error.code);
    }
    await this.ledger.answered(commitment, failed);
  }
}
