import { Injectable } from '@nestjs/common';
import { type EventHandler, HandlesEvent } from '@wetread/platform';
import { CheckStudyConformance } from '../application/conformance/check-study-conformance.use-case';
import { STUDY_COMPLETED, type StudyCompleted } from '../domain/study-events';

/** Safe to run twice: the same objects break the same rules, and the newer completion's check stands. */
@Injectable()
@HandlesEvent(STUDY_COMPLETED)
export class CheckConformanceHandler implements EventHandler<StudyCompleted> {
  constructor(private readonly check: CheckStudyConformance) {}

  async handle({ studyInstanceUid, completion }: StudyCompleted): Promise<void> {
    await this.check.execute(studyInstanceUid, completion);
  }
}
