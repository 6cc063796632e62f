import { Injectable } from '@nestjs/common';
import { type EventHandler, HandlesEvent } from '@wetread/platform';
import { RouteStudy } from '../application/route-study.use-case';
import { type CompletedStudy, STUDY_TO_ROUTE } from '../domain/routing-events';

/** Safe to run twice: {@link RouteStudy} leaves what is decided or superseded as it is. */
@Injectable()
@HandlesEvent(STUDY_TO_ROUTE)
export class StudyToRouteHandler implements EventHandler<CompletedStudy> {
  constructor(private readonly routeStudy: RouteStudy) {}

  async handle(payload: CompletedStudy): Promise<void> {
    await this.routeStudy.execute(payload);
  }
}
