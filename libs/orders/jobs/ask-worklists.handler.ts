import { Injectable } from '@nestjs/common';
import { STUDY_COMPLETED, type StudyCompleted } from '@wetread/imaging-study';
import { AppConfig, type EventHandler, HandlesEvent } from '@wetread/platform';
import { AskWorklists } from '../application/ask-worklists.use-case';

/**
 * Runs before routing, which asks for the order's priority: handlers of one event run in the order of their rooms.
 * Safe to run twice: {@link AskWorklists}.
 */
@Injectable()
@HandlesEvent(STUDY_COMPLETED)
export class AskWorklistsHandler implements EventHandler<StudyCompleted> {
  constructor(
    private readonly askWorklists: AskWorklists,
    private readonly config: AppConfig,
  ) {}

  async handle({ studyInstanceUid }: StudyCompleted): Promise<void> {
    if (this.config.worklistSources.length > 0) await this.askWorklists.execute(studyInstanceUid);
  }
}
