import { Injectable } from '@nestjs/common';
import { type StoredStudy, Studies } from '@wetread/imaging-study';
import { type Inference, RunInference } from '@wetread/inference';
import { RoutingDecisions } from '@wetread/routing';

/** Has a study read as it is now; pictures that have been read are not read again. */
@Injectable()
export class ReadInput {
  constructor(
    private readonly studies: Studies,
    private readonly decisions: RoutingDecisions,
    private readonly runInference: RunInference,
  ) {}

  async execute(study: StoredStudy): Promise<Inference> {
    const completion = await this.completionOfPictures(study);
    const reason = completion === 1 ? 'first' : 'late-instance';
    return this.runInference.execute({ studyInstanceUid: study.studyInstanceUid, completion, reason });
  }

  /**
   * The completion since which the study has held the pictures that it holds now. Our own output completes a study anew:
   * read under that number, an equal draft would replace the one that was just told of.
   */
  private async completionOfPictures({ studyInstanceUid, completions }: StoredStudy): Promise<number> {
    const instances = await this.studies.instances(studyInstanceUid);
    const pictures = instances.filter(({ hasPixelData }) => hasPixelData).length;
    const decisions = await this.decisions.ofStudy(studyInstanceUid);
    const changed = decisions.findIndex((decision) => decision.pictures !== pictures);
    const same = changed < 0 ? decisions : decisions.slice(0, changed);
    return same.at(-1)?.completion ?? completions;
  }
}
