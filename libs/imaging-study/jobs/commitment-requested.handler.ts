import { Injectable } from '@nestjs/common';
import { type EventHandler, HandlesEvent } from '@wetread/platform';
import { ReportCommitment } from '../application/commitment/report-commitment.use-case';
import { COMMITMENT_REQUESTED, type CommitmentEvent } from '../domain/commitment/commitment-events';

/** Idempotent: a commitment that has been answered is left alone. */
@HandlesEvent(COMMITMENT_REQUESTED, { concurrency: 2 })
@Injectable()
export class CommitmentRequestedHandler implements EventHandler<CommitmentEvent> {
  constructor(private readonly reportCommitment: ReportCommitment) {}

  handle({ commitmentId }: CommitmentEvent): Promise<void> {
    return this.reportCommitment.execute(commitmentId);
  }
}
