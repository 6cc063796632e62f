import { Injectable } from '@nestjs/common';
import { STUDY_COMPLETED, type StudyCompleted } from '@wetread/imaging-study';
import { type EventHandler, HandlesEvent, Logger } from '@wetread/platform';
import { RouteStudy } from '../application/route-study.use-case';

/** Safe to run twice: {@link RouteStudy} decides once per study x completion. */
@Injectable()
@HandlesEvent(STUDY_COMPLETED, { concurrency: 2 })
export class StudyCompletedHandler implements EventHandler<StudyCompleted> {
  constructor(
    private readonly routeStudy: RouteStudy,
    private readonly logger: Logger,
  ) {}

  async handle(payload: StudyCompleted): Promise<void> {
    const { studyInstanceUid, completion } = payload;
    const decision = await this.routeStudy.execute(payload);
    const { state, ruleSetVersion, outcome } = decision ?? {};
    const { draft, lane } = outcome ?? {};
    this.logger.info({ studyInstanceUid, completion, state, ruleSetVersion, draft, lane }, 'study routed');
  }
}
