import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { type DraftDeclined, PRIOR_RULE } from '@wetread/routing';
import { DraftOutcomes } from '../domain/draft-outcomes';

/** Records that a rule wants no draft of a study, where a model's refusal would be recorded: it is told, not silence. */
@Injectable()
export class DeclineDraft {
  constructor(
    private readonly outcomes: DraftOutcomes,
    private readonly audit: AuditTrail,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Idempotent per study x completion. */
  async execute({ studyInstanceUid, completion, rule }: DraftDeclined): Promise<void> {
    const { code, reason } = rule === PRIOR_RULE ? fetchedPrior : noDraft(rule);
    const createdAt = this.clock.now();
    await this.database.transaction(async () => {
      const refusal = { inferenceId: null, studyInstanceUid, completion, code, reason, createdAt };
      if (!(await this.outcomes.refuse(refusal))) return;
      await this.audit.record({
        action: 'draft-refused',
        actor: { kind: 'system', id: 'routing' },
        subject: { type: 'study', id: studyInstanceUid, studyInstanceUid },
        details: { completion, code, rule },
      });
    });
  }
}

const noDraft = (rule: string) => ({
  code: 'routing.no-draft',
  reason: `The rule "${rule}" says that no draft is made of this study.`,
});

const fetchedPrior = {
  code: 'routing.prior',
  reason: 'This study was fetched to be compared with another; no draft is made of it.',
};
