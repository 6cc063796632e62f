import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { type PriorFetch, PriorFetches } from '../../domain/priors/prior-fetches';
import { PriorFetchEntity } from './prior.entities';

@Injectable()
export class PriorFetchRepository extends PriorFetches {
  constructor(private readonly database: Database) {
    super();
  }

  async find(studyInstanceUid: StudyInstanceUid): Promise<PriorFetch | null> {
    const row = await this.database.manager().findOneBy(PriorFetchEntity, { studyInstanceUid });
    return row && { ...row, studyInstanceUid };
  }

  async save(fetch: PriorFetch): Promise<void> {
    await this.database.manager().save(PriorFetchEntity, fetch as PriorFetchEntity);
  }
}
