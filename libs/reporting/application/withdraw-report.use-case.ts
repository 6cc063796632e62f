import { Injectable } from '@nestjs/common';
import type { Person, Report } from '../domain/report';
import { ChangeReport } from './change-report';

export interface WithdrawReportCommand {
  readonly reportId: string;
  readonly revision: number;
  readonly reason: string;
  readonly person: Person;
}

/** Takes a report back: a draft is `cancelled`, a signed report is `entered-in-error`. Every revision stays readable. */
@Injectable()
export class WithdrawReport {
  constructor(private readonly changeReport: ChangeReport) {}

  /** @throws ReportNotFound, RevisionStale, TransitionRefused */
  execute({ reportId, revision, reason, person }: WithdrawReportCommand): Promise<Report> {
    return this.changeReport.execute({
      reportId,
      person,
      action: 'withdrawn',
      change: (report, at) => {
        report.withdraw({ baseRevision: revision, reason, person, at });
        return { baseRevision: revision };
      },
    });
  }
}
