import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { PriorStudies, type PriorStudy } from '../../domain/priors/prior-studies';
import { PriorStudyEntity } from './prior.entities';

@Injectable()
export class PriorStudyRepository extends PriorStudies {
  constructor(private readonly database: Database) {
    super();
  }

  async find(studyInstanceUid: StudyInstanceUid): Promise<PriorStudy | null> {
    const row = await this.database.manager().findOneBy(PriorStudyEntity, { studyInstanceUid });
    return (
      row && { ...row, studyInstanceUid, forStudyInstanceUid: row.forStudyInstanceUid as StudyInstanceUid }
    );
  }

  async add(prior: PriorStudy): Promise<void> {
    await this.database
      .manager()
      .createQueryBuilder()
      .insert()
      .into(PriorStudyEntity)
      .values(prior)
      .orIgnore()
      .execute();
  }
}
