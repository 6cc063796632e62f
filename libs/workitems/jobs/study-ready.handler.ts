import { Injectable } from '@nestjs/common';
import { STUDY_COMPLETED, type StudyCompleted } from '@wetread/imaging-study';
import { type EventHandler, HandlesEvent } from '@wetread/platform';
import { PerformWorkitem } from '../application/perform-workitem.use-case';
import { Workitems } from '../domain/workitems';

/**
 * Workitems that waited for their study, and those that our performer had taken before it died while the study was not
 * complete. Safe to run twice, as {@link PerformWorkitem} is.
 */
@Injectable()
@HandlesEvent(STUDY_COMPLETED)
export class StudyReadyHandler implements EventHandler<StudyCompleted> {
  constructor(
    private readonly workitems: Workitems,
    private readonly perform: PerformWorkitem,
  ) {}

  async handle({ studyInstanceUid }: StudyCompleted): Promise<void> {
    for (const { snapshot } of await this.workitems.openOfStudy(studyInstanceUid)) {
      if (snapshot.state === 'SCHEDULED' || snapshot.performedHere) await this.perform.execute(snapshot.uid);
    }
  }
}
