import { Injectable } from '@nestjs/common';
import { STUDY_COMPLETED, type StudyCompleted } from '@wetread/imaging-study';
import { type EventHandler, HandlesEvent } from '@wetread/platform';
import { PerformWorkitem } from '../application/perform-workitem.use-case';
import { Workitems } from '../domain/workitems';

/** Workitems that waited for their study. Safe to run twice, as {@link PerformWorkitem} is. */
@Injectable()
@HandlesEvent(STUDY_COMPLETED)
export class StudyReadyHandler implements EventHandler<StudyCompleted> {
  constructor(
    private readonly workitems: Workitems,
    private readonly perform: PerformWorkitem,
  ) {}

  async handle({ studyInstanceUid }: StudyCompleted): Promise<void> {
    for (const { snapshot } of await this.workitems.openOfStudy(studyInstanceUid)) {
      if (snapshot.state === 'SCHEDULED') await this.perform.execute(snapshot.uid);
    }
  }
}
