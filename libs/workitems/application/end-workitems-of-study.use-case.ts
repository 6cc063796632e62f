import { Injectable } from '@nestjs/common';
import { studyInstanceUid } from '@wetread/kernel';
import { Workitems } from '../domain/workitems';
import { EndWorkitem } from './end-workitem';

/** A draft has come: whoever had asked for it by a workitem is told. Safe to run twice. */
@Injectable()
export class EndWorkitemsOfStudy {
  constructor(
    private readonly workitems: Workitems,
    private readonly end: EndWorkitem,
  ) {}

  async execute(study: string): Promise<void> {
    for (const { snapshot } of await this.workitems.openOfStudy(study)) {
      if (snapshot.performedHere && snapshot.state === 'IN PROGRESS')
        await this.end.withReport(snapshot.uid, studyInstanceUid(study));
    }
  }
}
