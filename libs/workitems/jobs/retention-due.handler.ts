import { Injectable } from '@nestjs/common';
import { Clock } from '@wetread/kernel';
import { HandlesEvent, HourlyHandler, Logger, Outbox } from '@wetread/platform';
import { RemoveEndedWorkitems } from '../application/remove-ended-workitems.use-case';

const RETENTION_DUE = 'workitem.retention-due';

/** {@link RemoveEndedWorkitems}, once an hour. */
@Injectable()
@HandlesEvent(RETENTION_DUE)
export class RetentionDueHandler extends HourlyHandler {
  constructor(
    private readonly removeEnded: RemoveEndedWorkitems,
    outbox: Outbox,
    clock: Clock,
    private readonly logger: Logger,
  ) {
    super(RETENTION_DUE, outbox, clock);
  }

  protected async work(at: Date): Promise<void> {
    const { removed, locked } = await this.removeEnded.execute(at);
    if (removed + locked > 0) this.logger.info({ removed, locked }, 'ended workitems looked through');
  }
}
