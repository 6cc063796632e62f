import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Database, Outbox } from '@wetread/platform';
import type { FindOptionsWhere } from 'typeorm';
import type { Report, ReportRevision } from '../domain/report';
import { ReportNotFound } from '../domain/report-errors';
import { eventOf } from '../domain/report-events';
import { Reports } from '../domain/reports';
import { ReportEntity } from './report.entity';
import { toReport, toRevision, toRevisionRow, toRow } from './report.mapper';
import { ReportRevisionEntity } from './report-revision.entity';

@Injectable()
export class ReportRepository extends Reports {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async find(id: string): Promise<Report> {
    return (await this.load({ id })) ?? missing(id);
  }

  findByStudy(studyInstanceUid: StudyInstanceUid): Promise<Report | null> {
    return this.load({ studyInstanceUid });
  }

  async lock(id: string): Promise<Report> {
    return (await this.load({ id }, true)) ?? missing(id);
  }

  lockByStudy(studyInstanceUid: StudyInstanceUid): Promise<Report | null> {
    return this.load({ studyInstanceUid }, true);
  }

  async add(report: Report): Promise<void> {
    await this.database.manager().insert(ReportEntity, toRow(report));
    await this.addRevisions(report);
  }

  async save(report: Report): Promise<void> {
    if (report.newRevisions.length === 0) return;
    const { id, ...changes } = toRow(report);
    await this.database.manager().update(ReportEntity, { id }, changes);
    await this.addRevisions(report);
  }

  async revision(id: string, number: number): Promise<ReportRevision> {
    const where = { reportId: id, revision: number };
    const row = isUuid(id) ? await this.database.manager().findOneBy(ReportRevisionEntity, where) : null;
    if (!row) throw new ReportNotFound(`of this id with a revision ${number}`);
    return toRevision(row);
  }

  async revisions(id: string): Promise<ReportRevision[]> {
    const rows = isUuid(id)
      ? await this.database
          .manager()
          .find(ReportRevisionEntity, { where: { reportId: id }, order: { revision: 'ASC' } })
      : [];
    if (rows.length === 0) return missing(id);
    return rows.map(toRevision);
  }

  private async load(where: FindOptionsWhere<ReportEntity>, locked = false): Promise<Report | null> {
    if (typeof where.id === 'string' && !isUuid(where.id)) return null;
    const manager = this.database.manager();
    const lock = locked ? { lock: { mode: 'pessimistic_write' as const } } : {};
    const row = await manager.findOne(ReportEntity, { where, ...lock });
    if (!row) return null;
    const { id: reportId, revision } = row;
    const current = await manager.findOneByOrFail(ReportRevisionEntity, { reportId, revision });
    return toReport(row, current);
  }

  private async addRevisions(report: Report): Promise<void> {
    const rows = report.newRevisions.map((revision) => toRevisionRow(report.id, revision));
    await this.database
      .manager()
      .createQueryBuilder()
      .insert()
      .into(ReportRevisionEntity)
      .values(rows)
      .execute();
    for (const revision of report.newRevisions) {
      const event = eventOf(report, revision);
      if (event) await this.outbox.add(event);
    }
  }
}

// PostgreSQL answers an ill-formed uuid with an error of its own; for a reader it is just no report.
const isUuid = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);

function missing(id: string): never {
  throw new ReportNotFound(isUuid(id) ? id : 'of this id');
}
