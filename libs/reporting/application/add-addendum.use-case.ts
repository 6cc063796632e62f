import { Injectable } from '@nestjs/common';
import type { Person, Report } from '../domain/report';
import { ChangeReport } from './change-report';

export interface AddAddendumCommand {
  readonly reportId: string;
  readonly revision: number;
  readonly text: string;
  readonly person: Person;
}

/** Adds to a signed report without touching what was signed: `appended`. */
@Injectable()
export class AddAddendum {
  constructor(private readonly changeReport: ChangeReport) {}

  /** @throws ReportNotFound, RevisionStale, ReportNotSigned, TransitionRefused */
  execute({ reportId, revision, text, person }: AddAddendumCommand): Promise<Report> {
    return this.changeReport.execute({
      reportId,
      person,
      action: 'appended',
      change: (report, at) => {
        report.addAddendum({ baseRevision: revision, text, person, at });
        return { baseRevision: revision };
      },
    });
  }
}
