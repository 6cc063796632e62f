import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '@wetread/kernel';
import { type EventHandler, HandlesEvent, Logger, Outbox } from '@wetread/platform';
import { RemoveEndedWorkitems } from '../application/remove-ended-workitems.use-case';

const RETENTION_DUE = 'workitem.retention-due';
const HOUR_MS = 60 * 60 * 1000;

/** Once an hour in one of the processes. Safe to run twice, as {@link RemoveEndedWorkitems} is. */
@Injectable()
@HandlesEvent(RETENTION_DUE)
export class RetentionDueHandler implements EventHandler, OnApplicationBootstrap {
  constructor(
    private readonly removeEnded: RemoveEndedWorkitems,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.next(this.clock.now());
  }

  async handle(): Promise<void> {
    const at = this.clock.now();
    // First the next time, so that a failure, which is tried again on its own, never ends the series.
    await this.next(new Date(at.getTime() + HOUR_MS));
    const { removed, locked } = await this.removeEnded.execute(at);
    if (removed + locked > 0) this.logger.info({ removed, locked }, 'ended workitems looked through');
  }

  private async next(notBefore: Date): Promise<void> {
    await this.outbox.add({ type: RETENTION_DUE, key: 'all', payload: {}, notBefore });
  }
}
