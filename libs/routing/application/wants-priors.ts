import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { PriorFetches } from '../domain/priors/prior-fetches';
import { PriorSources } from '../domain/priors/prior-sources';

/** Whether the priors of a study are still to be fetched: there is a source, and it was not asked before. */
@Injectable()
export class WantsPriors {
  constructor(
    private readonly sources: PriorSources,
    private readonly fetches: PriorFetches,
  ) {}

  async execute(studyInstanceUid: StudyInstanceUid): Promise<boolean> {
    const sources = await this.sources.list();
    if (!sources.some(({ active }) => active)) return false;
    return (await this.fetches.find(studyInstanceUid)) === null;
  }
}
