import { Injectable } from '@nestjs/common';
import { type EventHandler, HandlesEvent } from '@wetread/platform';
import { ExpireCommitment } from '../application/commitment/expire-commitment.use-case';
import { COMMITMENT_DUE, type CommitmentEvent } from '../domain/commitment/commitment-events';

/** Idempotent: a commitment that has been answered is left alone. */
@HandlesEvent(COMMITMENT_DUE, { concurrency: 1 })
@Injectable()
export class CommitmentDueHandler implements EventHandler<CommitmentEvent> {
  constructor(private readonly expireCommitment: ExpireCommitment) {}

  handle({ commitmentId }: CommitmentEvent): Promise<void> {
    return this.expireCommitment.execute(commitmentId);
  }
}
