import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { Inferences, type Inference } from '@wetread/inference';
import { Clock } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { DraftOutcomes } from '../domain/draft-outcomes';
import { contentOf, Report } from '../domain/report';
import { Reports } from '../domain/reports';
import { draftOfReading } from './draft-of-reading';

/** What became of an inference. `superseded`: a later completion of the study has been drafted already. */
export type DraftOutcome = 'drafted' | 'redrafted' | 'proposed' | 'refused' | 'superseded' | 'skipped';

/**
 * Makes a report of an inference. The first makes the draft; a later one (a late instance, another model)
 * replaces a draft that nobody has touched, and is kept as a proposal beside what a person has edited or
 * signed: a person's words are never overwritten. A refusal is recorded and never becomes a draft.
 */
@Injectable()
export class DraftReport {
  constructor(
    private readonly inferences: Inferences,
    private readonly reports: Reports,
    private readonly outcomes: DraftOutcomes,
    private readonly audit: AuditTrail,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Idempotent: keyed by inference; a second run finds what the first made and returns `skipped`. */
  async execute(inferenceId: string): Promise<DraftOutcome> {
    const inference = await this.inferences.find(inferenceId);
    if (!inference) return 'skipped';
    return this.database.transaction(async () => {
      // The lock comes first: a second delivery of the event waits here and then sees what was made.
      const report = await this.reports.lockByStudy(inference.studyInstanceUid);
      if (await this.outcomes.knows(inference.id)) return 'skipped';
      if (inference.reading.status === 'refused') return this.refuse(inference);
      if (!report) return this.draft(inference);
      if (inference.completion < report.snapshot.current.completion) return 'superseded';
      return report.isUntouchedDraft ? this.redraft(report, inference) : this.propose(report, inference);
    });
  }

  private async draft(inference: Inference): Promise<DraftOutcome> {
    const report = Report.draft(inference.studyInstanceUid, draftOfReading(inference), this.clock.now());
    await this.reports.add(report);
    await this.recordDraft(report, inference, {});
    return 'drafted';
  }

  private async redraft(report: Report, inference: Inference): Promise<DraftOutcome> {
    report.redraft(draftOfReading(inference), reasonOf(report, inference), this.clock.now());
    await this.reports.save(report);
    await this.recordDraft(report, inference, {});
    return 'redrafted';
  }

  private async propose(report: Report, inference: Inference): Promise<DraftOutcome> {
    await this.outcomes.propose({
      inferenceId: inference.id,
      reportId: report.id,
      completion: inference.completion,
      reason: reasonOf(report, inference),
      sentences: contentOf(draftOfReading(inference)).sentences,
      createdAt: this.clock.now(),
    });
    await this.recordDraft(report, inference, { proposal: true });
    return 'proposed';
  }

  private async refuse(inference: Inference): Promise<DraftOutcome> {
    const { id, studyInstanceUid, completion, reading, model } = inference;
    const { code = 'scope.unknown', reason = 'The model gave no reason.' } = reading.refusal ?? {};
    const createdAt = this.clock.now();
    await this.outcomes.refuse({ inferenceId: id, studyInstanceUid, completion, code, reason, createdAt });
    await this.audit.record({
      action: 'draft-refused',
      actor: { kind: 'model', id: `${model.name} ${model.version}` },
      subject: { type: 'study', id: studyInstanceUid, studyInstanceUid },
      details: { inferenceId: id, completion, code, weightsSha256: model.sha256 },
    });
    return 'refused';
  }

  private recordDraft(report: Report, inference: Inference, more: Record<string, unknown>): Promise<void> {
    const { id, studyInstanceUid, completion, model, reading } = inference;
    const { revision, reason, contentHash } = report.snapshot.current;
    return this.audit.record({
      action: 'drafted',
      actor: { kind: 'model', id: `${model.name} ${model.version}` },
      subject: { type: 'report', id: report.id, studyInstanceUid },
      details: {
        inferenceId: id,
        completion,
        revision,
        reason,
        contentHash,
        weightsSha256: model.sha256,
        inputSha256: reading.inputSha256,
        ...more,
      },
    });
  }
}

const reasonOf = (report: Report, { completion }: Inference): string =>
  completion > report.snapshot.current.completion ? 'late-instance' : 'other-model';
