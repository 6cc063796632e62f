import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { DraftOutcomes, type DraftProposal } from '../domain/draft-outcomes';
import type { Report, ReportRevision } from '../domain/report';
import { DraftRefused, ReportNotFound } from '../domain/report-errors';
import { Reports } from '../domain/reports';
import { wordDifference, type DifferencePart } from '../domain/word-difference';

/** A report with the draft that waits beside it, if any. */
export interface OpenedReport {
  readonly report: Report;
  readonly proposal: DraftProposal | null;
}

export interface RevisionWithDifference {
  readonly revision: ReportRevision;
  /** Word difference to the revision before; empty for the first. */
  readonly difference: readonly DifferencePart[];
}

/** Reading a report, of a study or by its id, and its history. */
@Injectable()
export class ReadReport {
  constructor(
    private readonly reports: Reports,
    private readonly outcomes: DraftOutcomes,
  ) {}

  /** @throws ReportNotFound */
  async byId(id: string): Promise<OpenedReport> {
    return this.opened(await this.reports.find(id));
  }

  /** @throws DraftRefused when the model refused the study, ReportNotFound when nothing was drafted yet */
  async ofStudy(studyInstanceUid: StudyInstanceUid): Promise<OpenedReport> {
    const report = await this.reports.findByStudy(studyInstanceUid);
    if (report) return this.opened(report);
    const refusal = await this.outcomes.latestRefusal(studyInstanceUid);
    if (refusal) throw new DraftRefused(refusal.code, refusal.reason);
    throw new ReportNotFound('of this study yet');
  }

  async opened(report: Report): Promise<OpenedReport> {
    const { createdAt } = report.snapshot.current;
    return { report, proposal: await this.outcomes.latestProposal(report.id, createdAt) };
  }

  /** Oldest first. @throws ReportNotFound */
  async history(id: string): Promise<RevisionWithDifference[]> {
    const revisions = await this.reports.revisions(id);
    return revisions.map((revision, at) => {
      const before = revisions[at - 1];
      return { revision, difference: before ? wordDifference(before.sentences, revision.sentences) : [] };
    });
  }
}
