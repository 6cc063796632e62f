import { Injectable } from '@nestjs/common';
import { StudyNotFound } from '@wetread/imaging-study';
import { Clock, type StudyInstanceUid } from '@wetread/kernel';
import { type RoutingDecision, RoutingDecisions } from '../domain/routing-decision';
import type { CompletedStudy } from '../domain/routing-events';
import { CountPictures } from './count-pictures';
import { DecisionRecord } from './decision-record';
import { type Judgement, JudgeStudy } from './judge-study';
import { WantsPriors } from './wants-priors';

/**
 * Decides what becomes of a completed study by the active rules: whether, by which model and in which lane it is
 * read, and where its results go. A study that lacks a series which its rule expects is decided when the series has
 * come (then it is complete anew) or when the rule's time is up. What brings no new picture, such as our own report sent
 * back by an archive, changes nothing: else report and reading would call each other for ever.
 */
@Injectable()
export class RouteStudy {
  constructor(
    private readonly judge: JudgeStudy,
    private readonly decisions: RoutingDecisions,
    private readonly wantsPriors: WantsPriors,
    private readonly pictures: CountPictures,
    private readonly record: DecisionRecord,
    private readonly clock: Clock,
  ) {}

  /**
   * Idempotent per study x completion: what is decided stays decided.
   * @returns `null` when the study was deleted meanwhile
   */
  async execute(completed: CompletedStudy): Promise<RoutingDecision | null> {
    try {
      return await this.route(completed);
    } catch (error) {
      if (error instanceof StudyNotFound) return null;
      throw error;
    }
  }

  private async route({ studyInstanceUid, completion, reason }: CompletedStudy): Promise<RoutingDecision> {
    const earlier = await this.decisions.ofStudy(studyInstanceUid);
    const known = earlier.find((one) => one.completion === completion);
    if (known && known.state !== 'waiting') return known;

    const judgement = await this.judge.execute(studyInstanceUid);
    const pictures = await this.pictures.execute(studyInstanceUid);
    const now = this.clock.now();
    const before = earlier.find(({ state }) => state === 'decided');
    if (before?.pictures === pictures) {
      const decision = { ...before, completion, note: 'No new picture has come.', decidedAt: now };
      await this.record.unchanged(decision);
      return decision;
    }
    const waitingSince = waitsSince(earlier) ?? (judgement.missing.length > 0 ? now : null);
    const until = lastMoment(judgement, waitingSince ?? now);
    const waits = judgement.missing.length > 0 && now < until;
    const told = { studyInstanceUid, completion, pictures, waits, waitingSince, now };
    const decision = decisionOf(judgement, told);
    if (waits) await this.record.waits(decision, reason, until);
    else {
      const fetchPriors = decision.outcome.draft && (await this.wantsPriors.execute(studyInstanceUid));
      await this.record.decided(decision, reason, fetchPriors);
    }
    return decision;
  }
}

/** The patience of a rule counts from the first time that the study was quiet, not anew with each late instance. */
function waitsSince(earlier: readonly RoutingDecision[]): Date | null {
  const times = earlier.flatMap(({ waitingSince }) => waitingSince?.getTime() ?? []);
  return times.length === 0 ? null : new Date(Math.min(...times));
}

const lastMoment = ({ rule }: Judgement, since: Date): Date =>
  new Date(since.getTime() + (rule.outcome.expectedSeries?.withinMinutes ?? 0) * 60_000);

function decisionOf(
  { ruleSetVersion, rule, because, missing }: Judgement,
  told: {
    studyInstanceUid: StudyInstanceUid;
    completion: number;
    pictures: number;
    waits: boolean;
    waitingSince: Date | null;
    now: Date;
  },
): RoutingDecision {
  const { studyInstanceUid, completion, pictures, waits, waitingSince, now } = told;
  const absent = missing.join(', ');
  const note = waits ? `Waits for ${absent}.` : `Read without ${absent}, which had not come in time.`;
  return {
    studyInstanceUid,
    completion,
    state: waits ? 'waiting' : 'decided',
    ruleSetVersion,
    rule: rule.name,
    outcome: rule.outcome,
    because,
    pictures,
    note: missing.length === 0 ? null : note,
    waitingSince,
    decidedAt: now,
  };
}
