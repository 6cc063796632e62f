import { Injectable } from '@nestjs/common';
import { StudyIntake } from '@wetread/imaging-study';
import type { StudyInstanceUid } from '@wetread/kernel';
import { PriorSources } from '../domain/priors/prior-sources';
import { PriorStudies } from '../domain/priors/prior-studies';

/** Tells a study that we fetched for comparison from one that was sent to be read. */
@Injectable()
export class IsFetchedPrior {
  constructor(
    private readonly priors: PriorStudies,
    private readonly sources: PriorSources,
    private readonly intake: StudyIntake,
  ) {}

  /**
   * True while all of the study came because we asked for it, or was made here; one instance that was sent makes it a
   * study to read.
   */
  async execute(studyInstanceUid: StudyInstanceUid): Promise<boolean> {
    const prior = await this.priors.find(studyInstanceUid);
    if (!prior) return false;
    const source = await this.sources.find(prior.source);
    // A C-MOVE comes back through our own listener, under the AE title of the source.
    const movedBy = source?.settings.kind === 'dimse' ? source.settings.aeTitle : null;
    const doors = await this.intake.sourcesOf(studyInstanceUid);
    return doors.every(
      ({ kind, peer }) => kind === 'prior' || kind === 'own' || (kind === 'dimse' && peer === movedBy),
    );
  }
}
