import { Injectable } from '@nestjs/common';
import type { Person, Report } from '../domain/report';
import { ChangeReport } from './change-report';

export interface SignReportCommand {
  readonly reportId: string;
  readonly revision: number;
  readonly acknowledgedCriticalFindings: boolean;
  readonly person: Person;
}

/** A physician takes responsibility for the current revision: `final`. The ability is the guard's to check. */
@Injectable()
export class SignReport {
  constructor(private readonly changeReport: ChangeReport) {}

  /** @throws ReportNotFound, RevisionStale, ReportAlreadyFinal, TransitionRefused, CriticalFindingUnacknowledged */
  execute({ reportId, revision, acknowledgedCriticalFindings, person }: SignReportCommand): Promise<Report> {
    return this.changeReport.execute({
      reportId,
      person,
      action: 'signed',
      change: (report, at) => {
        report.sign({ baseRevision: revision, acknowledged: acknowledgedCriticalFindings, person, at });
        return { signedRevision: revision, criticalAcknowledged: report.snapshot.criticalAcknowledged };
      },
    });
  }
}
