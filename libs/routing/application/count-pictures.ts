import { Injectable } from '@nestjs/common';
import { Studies } from '@wetread/imaging-study';
import type { StudyInstanceUid } from '@wetread/kernel';

/** How many objects of a study a model could look at: those with pixels. Reports and presentation states have none. */
@Injectable()
export class CountPictures {
  constructor(private readonly studies: Studies) {}

  async execute(studyInstanceUid: StudyInstanceUid): Promise<number> {
    const instances = await this.studies.instances(studyInstanceUid);
    return instances.filter(({ hasPixelData }) => hasPixelData).length;
  }
}
