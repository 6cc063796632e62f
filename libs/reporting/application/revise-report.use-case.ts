import { Injectable } from '@nestjs/common';
import type { SentenceEdit } from '../domain/edit-sentences';
import type { Person, Report } from '../domain/report';
import { ChangeReport } from './change-report';

export interface ReviseReportCommand {
  readonly reportId: string;
  readonly baseRevision: number;
  readonly edits: readonly SentenceEdit[];
  readonly person: Person;
}

/** A person edits a preliminary report: the next revision. An edit that changes nothing makes none. */
@Injectable()
export class ReviseReport {
  constructor(private readonly changeReport: ChangeReport) {}

  /** @throws ReportNotFound, RevisionStale, ReportAlreadyFinal, EditInvalid */
  execute({ reportId, baseRevision, edits, person }: ReviseReportCommand): Promise<Report> {
    return this.changeReport.execute({
      reportId,
      person,
      action: 'edited',
      change: (report, at) => (report.revise({ baseRevision, edits, person, at }) ? { baseRevision } : null),
    });
  }
}
