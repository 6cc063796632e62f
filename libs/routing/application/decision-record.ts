import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { AppConfig, Database, Outbox } from '@wetread/platform';
import { nextOffPeak } from '../domain/off-peak';
import { PRIORS_WANTED, type PriorsWanted } from '../domain/priors/prior-events';
import { type RoutingDecision, RoutingDecisions } from '../domain/routing-decision';
import {
  DRAFT_DECLINED,
  type DraftDeclined,
  STUDY_TO_ROUTE,
  studyToRead,
  type StudyToRead,
} from '../domain/routing-events';

/** Writes a decision with its audit entry and what follows from it, all in one transaction. */
@Injectable()
export class DecisionRecord {
  constructor(
    private readonly decisions: RoutingDecisions,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly database: Database,
    private readonly config: AppConfig,
  ) {}

  /** @param until when it is decided at the latest */
  async waits(decision: RoutingDecision, reason: string, until: Date): Promise<void> {
    const { studyInstanceUid, completion } = decision;
    await this.database.transaction(async () => {
      await this.store(decision);
      await this.decisions.supersedeBefore(studyInstanceUid, completion);
      const payload = { studyInstanceUid, completion, reason };
      await this.outbox.add({ type: STUDY_TO_ROUTE, key: keyOf(decision), payload, notBefore: until });
    });
  }

  /** @param fetchPriors whether the reading waits for the patient's priors first */
  async decided(decision: RoutingDecision, reason: string, fetchPriors: boolean): Promise<void> {
    await this.database.transaction(async () => {
      await this.store(decision);
      await this.decisions.supersedeBefore(decision.studyInstanceUid, decision.completion);
      await (decision.outcome.draft
        ? this.read(decision, reason, fetchPriors)
        : this.decline(decision, reason));
    });
  }

  /** The study was complete anew and there is nothing new to look at: what was decided goes on to hold. */
  async unchanged(decision: RoutingDecision): Promise<void> {
    await this.database.transaction(async () => {
      await this.store(decision);
      await this.decisions.supersedeBefore(decision.studyInstanceUid, decision.completion);
    });
  }

  private async read(decision: RoutingDecision, reason: string, fetchPriors: boolean): Promise<void> {
    const { studyInstanceUid, completion, decidedAt, outcome } = decision;
    const { lane, model } = outcome;
    const key = keyOf(decision);
    const payload: StudyToRead = { studyInstanceUid, completion, reason, lane, model };
    const { offPeak } = this.config;
    const readAt = lane === 'off-peak' ? nextOffPeak(decidedAt, offPeak, offPeak.timeZone) : decidedAt;
    const patience = fetchPriors ? this.config.priorsWaitSeconds * 1000 : 0;
    // Once the priors are there, this event is moved forward; should they never come, it stands.
    const notBefore = new Date(Math.max(readAt.getTime(), decidedAt.getTime() + patience));
    await this.outbox.add({ type: studyToRead(lane), key, payload, notBefore });
    if (!fetchPriors) return;
    const wanted: PriorsWanted = { ...payload, readAt: readAt.getTime(), readBy: notBefore.getTime() };
    await this.outbox.add({ type: PRIORS_WANTED, key, payload: wanted });
  }

  private async decline(decision: RoutingDecision, reason: string): Promise<void> {
    const { studyInstanceUid, completion, rule } = decision;
    const payload: DraftDeclined = { studyInstanceUid, completion, reason, rule };
    await this.outbox.add({ type: DRAFT_DECLINED, key: keyOf(decision), payload });
  }

  private async store(decision: RoutingDecision): Promise<void> {
    const { studyInstanceUid, completion, state, ruleSetVersion, rule, outcome, note } = decision;
    await this.decisions.save(decision);
    await this.audit.record({
      action: 'routed',
      actor: { kind: 'system', id: 'routing' },
      subject: { type: 'study', id: studyInstanceUid, studyInstanceUid },
      details: { completion, state, ruleSetVersion, rule, draft: outcome.draft, lane: outcome.lane, note },
    });
  }
}

const keyOf = ({ studyInstanceUid, completion }: RoutingDecision): string =>
  `${studyInstanceUid}/${completion}`;
