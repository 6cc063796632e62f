import { Injectable } from '@nestjs/common';
import type { SentenceEdit } from '../domain/edit-sentences';
import type { Person, Report } from '../domain/report';
import { ChangeReport } from './change-report';

export interface CorrectReportCommand {
  readonly reportId: string;
  readonly baseRevision: number;
  readonly edits: readonly SentenceEdit[];
  readonly reason: string;
  readonly kind: 'corrected' | 'amended';
  readonly person: Person;
}

/** Changes a signed report for a stated reason; the signed revision stays readable. */
@Injectable()
export class CorrectReport {
  constructor(private readonly changeReport: ChangeReport) {}

  /** @throws ReportNotFound, RevisionStale, ReportNotSigned, TransitionRefused, EditInvalid */
  execute({ reportId, person, ...correction }: CorrectReportCommand): Promise<Report> {
    return this.changeReport.execute({
      reportId,
      person,
      action: 'corrected',
      change: (report, at) =>
        report.correct({ ...correction, person, at }) ? { baseRevision: correction.baseRevision } : null,
    });
  }
}
