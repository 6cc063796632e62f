import { Injectable } from '@nestjs/common';
import { type EventHandler, HandlesEvent, Logger } from '@wetread/platform';
import { REPORT_DRAFTED, REPORT_RELEASED, type ReportTold } from '@wetread/reporting';
import { PlanDeliveries } from '../application/plan-deliveries.use-case';

/** Safe to run twice: {@link PlanDeliveries} is keyed by destination, report, revision and format. */
@Injectable()
@HandlesEvent(REPORT_RELEASED)
export class ReportReleasedHandler implements EventHandler<ReportTold> {
  constructor(
    private readonly planDeliveries: PlanDeliveries,
    private readonly logger: Logger,
  ) {}

  async handle(told: ReportTold): Promise<void> {
    const planned = await this.planDeliveries.execute(told);
    this.logger.info({ reportId: told.reportId, revision: told.revision, planned }, 'deliveries planned');
  }
}

/** The same for drafts, which only some destinations are sent. */
@Injectable()
@HandlesEvent(REPORT_DRAFTED)
export class ReportDraftedHandler extends ReportReleasedHandler {}
