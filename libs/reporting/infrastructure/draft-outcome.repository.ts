import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { MoreThan } from 'typeorm';
import { DraftOutcomes, type DraftProposal, type DraftRefusal } from '../domain/draft-outcomes';
import { DraftProposalEntity, DraftRefusalEntity } from './draft-outcome.entities';
import { ReportRevisionEntity } from './report-revision.entity';

@Injectable()
export class DraftOutcomeRepository extends DraftOutcomes {
  constructor(private readonly database: Database) {
    super();
  }

  async knows(inferenceId: string): Promise<boolean> {
    const manager = this.database.manager();
    return (
      (await manager.existsBy(ReportRevisionEntity, { inferenceId, authorKind: 'model' })) ||
      (await manager.existsBy(DraftRefusalEntity, { inferenceId })) ||
      (await manager.existsBy(DraftProposalEntity, { inferenceId }))
    );
  }

  async refuse(refusal: DraftRefusal): Promise<boolean> {
    const { raw } = await this.database
      .manager()
      .createQueryBuilder()
      .insert()
      .into(DraftRefusalEntity)
      .values(refusal)
      .orIgnore()
      .returning('id')
      .execute();
    return (raw as unknown[]).length > 0;
  }

  async propose({ sentences, ...proposal }: DraftProposal): Promise<void> {
    await this.database
      .manager()
      .createQueryBuilder()
      .insert()
      .into(DraftProposalEntity)
      .values({ ...proposal, content: { sentences } })
      .execute();
  }

  async latestRefusal(studyInstanceUid: StudyInstanceUid): Promise<DraftRefusal | null> {
    const row = await this.database.manager().findOne(DraftRefusalEntity, {
      where: { studyInstanceUid },
      order: { completion: 'DESC', createdAt: 'DESC' },
    });
    if (!row) return null;
    const { id: _, ...refusal } = row;
    return { ...refusal, studyInstanceUid };
  }

  async latestProposal(reportId: string, since: Date): Promise<DraftProposal | null> {
    const row = await this.database.manager().findOne(DraftProposalEntity, {
      where: { reportId, createdAt: MoreThan(since) },
      order: { completion: 'DESC', createdAt: 'DESC' },
    });
    if (!row) return null;
    const { content, ...proposal } = row;
    return { ...proposal, sentences: content.sentences };
  }
}
