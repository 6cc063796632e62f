import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { LessThan } from 'typeorm';
import { type RoutingDecision, RoutingDecisions } from '../domain/routing-decision';
import { RoutingDecisionEntity } from './routing-decision.entity';

@Injectable()
export class RoutingDecisionRepository extends RoutingDecisions {
  constructor(private readonly database: Database) {
    super();
  }

  async find(studyInstanceUid: StudyInstanceUid, completion: number): Promise<RoutingDecision | null> {
    const row = await this.database
      .manager()
      .findOneBy(RoutingDecisionEntity, { studyInstanceUid, completion });
    return row && toDomain(row);
  }

  async ofStudy(studyInstanceUid: StudyInstanceUid): Promise<RoutingDecision[]> {
    const rows = await this.database
      .manager()
      .find(RoutingDecisionEntity, { where: { studyInstanceUid }, order: { completion: 'DESC' } });
    return rows.map(toDomain);
  }

  async latest(studyInstanceUid: StudyInstanceUid): Promise<RoutingDecision | null> {
    const row = await this.database.manager().findOne(RoutingDecisionEntity, {
      where: { studyInstanceUid, state: 'decided' },
      order: { completion: 'DESC' },
    });
    return row && toDomain(row);
  }

  async save(decision: RoutingDecision): Promise<void> {
    await this.database.manager().save(RoutingDecisionEntity, decision as RoutingDecisionEntity);
  }

  async supersedeBefore(studyInstanceUid: StudyInstanceUid, completion: number): Promise<void> {
    await this.database
      .manager()
      .update(
        RoutingDecisionEntity,
        { studyInstanceUid, completion: LessThan(completion), state: 'waiting' },
        { state: 'superseded' },
      );
  }
}

const toDomain = (row: RoutingDecisionEntity): RoutingDecision => ({
  ...row,
  studyInstanceUid: row.studyInstanceUid as StudyInstanceUid,
});
