import { Injectable } from '@nestjs/common';
import { Studies } from '@wetread/imaging-study';
import { studyInstanceUid } from '@wetread/kernel';
import { Workitems } from '../domain/workitems';
import { EndWorkitem } from './end-workitem';

/** A draft has come: whoever had asked for it by a workitem is told. Safe to run twice. */
@Injectable()
export class EndWorkitemsOfStudy {
  constructor(
    private readonly workitems: Workitems,
    private readonly studies: Studies,
    private readonly end: EndWorkitem,
  ) {}

  async execute(uid: string): Promise<void> {
    const study = await this.studies.find(studyInstanceUid(uid));
    if (!study) return;
    for (const workitem of await this.workitems.openOfStudy(uid)) {
      const { performedHere, state } = workitem.snapshot;
      // Of several inputs the first one is read; a draft of another is no answer.
      if (performedHere && state === 'IN PROGRESS' && workitem.inputStudies[0] === uid)
        await this.end.withReport(workitem, study);
    }
  }
}
