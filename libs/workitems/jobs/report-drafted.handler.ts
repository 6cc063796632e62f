import { Injectable } from '@nestjs/common';
import { type EventHandler, HandlesEvent } from '@wetread/platform';
import { REPORT_DRAFTED, type ReportTold } from '@wetread/reporting';
import { EndWorkitemsOfStudy } from '../application/end-workitems-of-study.use-case';

/** Safe to run twice: a workitem that has ended stays as it is. */
@Injectable()
@HandlesEvent(REPORT_DRAFTED)
export class ReportDraftedHandler implements EventHandler<ReportTold> {
  constructor(private readonly end: EndWorkitemsOfStudy) {}

  async handle({ studyInstanceUid }: ReportTold): Promise<void> {
    await this.end.execute(studyInstanceUid);
  }
}
