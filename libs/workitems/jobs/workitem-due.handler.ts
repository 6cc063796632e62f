import { Injectable } from '@nestjs/common';
import { type EventHandler, HandlesEvent, Logger } from '@wetread/platform';
import { PerformWorkitem } from '../application/perform-workitem.use-case';
import { WORKITEM_DUE, type WorkitemDue } from '../domain/workitem-due';

/** Safe to run twice, as {@link PerformWorkitem} is. */
@Injectable()
@HandlesEvent(WORKITEM_DUE)
export class WorkitemDueHandler implements EventHandler<WorkitemDue> {
  constructor(
    private readonly perform: PerformWorkitem,
    private readonly logger: Logger,
  ) {}

  async handle({ workitemUid }: WorkitemDue): Promise<void> {
    const performance = await this.perform.execute(workitemUid);
    this.logger.info({ workitemUid, performance }, 'workitem looked at');
  }
}
