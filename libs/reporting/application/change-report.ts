import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import type { AuditAction } from '@wetread/contracts';
import { Clock } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import type { Person, Report } from '../domain/report';
import { Reports } from '../domain/reports';

/** One change of one report by one person. */
export interface ReportChange {
  readonly reportId: string;
  readonly person: Person;
  readonly action: AuditAction;
  /** Makes the change; returns details for the audit entry, or `null` when nothing changed. */
  readonly change: (report: Report, at: Date) => Record<string, unknown> | null;
}

/** Locks a report, changes it, stores its new revision and records who did it, in one short transaction. */
@Injectable()
export class ChangeReport {
  constructor(
    private readonly reports: Reports,
    private readonly audit: AuditTrail,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  execute({ reportId, person, action, change }: ReportChange): Promise<Report> {
    return this.database.transaction(async () => {
      const report = await this.reports.lock(reportId);
      const details = change(report, this.clock.now());
      if (details === null) return report;
      await this.reports.save(report);
      const { current, studyInstanceUid } = report.snapshot;
      const { revision, status, contentHash } = current;
      await this.audit.record({
        action,
        actor: { kind: 'user', id: person.userId },
        subject: { type: 'report', id: report.id, studyInstanceUid },
        details: { revision, status, contentHash, ...details },
      });
      return report;
    });
  }
}
