import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { Clock, contentHash } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { Deliveries } from '../domain/deliveries';
import { begun, type Delivery, healthAfter, sealed, type SealedMessage, settled } from '../domain/delivery';
import type { Destination } from '../domain/destination';
import { Destinations } from '../domain/destinations';
import { outcome, type Outcome } from '../domain/outcome';

/** An attempt that has begun. */
export interface ClaimedDelivery {
  readonly destination: Destination;
  readonly delivery: Delivery;
}

/** What became of an attempt, and what the delivery carries after it. */
export interface SentDelivery extends Pick<Delivery, 'message' | 'mayHaveArrived' | 'messageForgottenAt'> {
  readonly outcome: Outcome;
}

/** The short transactions before and after an attempt; between them no lock is held. */
@Injectable()
export class LaneLedger {
  constructor(
    private readonly destinations: Destinations,
    private readonly deliveries: Deliveries,
    private readonly audit: AuditTrail,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Begins an attempt of what is first in the lane; `null` when nothing is due or the peer is being left alone. */
  async claim(destinationId: string): Promise<ClaimedDelivery | null> {
    return this.database.transaction(async () => {
      const at = this.clock.now();
      const destination = await this.destinations.lock(destinationId);
      const { active, health } = destination;
      if (!active || (health.pausedUntil && health.pausedUntil > at)) return null;
      for (;;) {
        const next = await this.deliveries.nextInLane(destinationId, at);
        if (!next) return null;
        // A lane is worked by one at a time: whoever began this attempt is dead, and its end unknown.
        const given = next.state === 'sending' ? await this.interrupted(next, destination, at) : next;
        if (given) return { destination, delivery: await this.begin(given, at) };
      }
    });
  }

  /** Fixes what is sent, before it is sent. */
  async seal(delivery: Delivery, message: SealedMessage): Promise<void> {
    await this.deliveries.save(sealed(delivery, message));
  }

  /** Ends an attempt. */
  async settle(
    { destination: { id }, delivery }: ClaimedDelivery,
    { outcome, ...sent }: SentDelivery,
  ): Promise<void> {
    await this.database.transaction(async () => {
      // Loaded again: others may have changed the settings meanwhile, and nobody but the lane changes its health.
      const destination = await this.destinations.lock(id);
      const when = { at: this.clock.now(), chance: Math.random() };
      const after = settled({ ...delivery, ...sent }, outcome, destination, when);
      await this.deliveries.save(after);
      await this.deliveries.endAttempt(delivery.id, {
        number: delivery.attempts,
        endedAt: when.at,
        outcome: outcome.kind,
        code: outcome.code,
        answer: outcome.answer,
      });
      await this.destinations.saveHealth(id, healthAfter(destination, outcome, when));
      await this.record(destination, after, outcome);
    });
  }

  private async begin(delivery: Delivery, at: Date): Promise<Delivery> {
    const attempt = begun(delivery);
    await this.deliveries.save(attempt);
    await this.deliveries.addAttempt(attempt.id, {
      number: attempt.attempts,
      startedAt: at,
      endedAt: null,
      outcome: null,
      code: null,
      answer: null,
    });
    return attempt;
  }

  /** The delivery to try again; `null` when that was its last attempt. */
  private async interrupted(
    delivery: Delivery,
    destination: Destination,
    at: Date,
  ): Promise<Delivery | null> {
    const end = outcome('unanswered', 'delivery.interrupted');
    const number = delivery.attempts;
    const attempt = { number, endedAt: at, outcome: 'interrupted' as const, code: end.code, answer: null };
    await this.deliveries.endAttempt(delivery.id, attempt);
    const after = settled(delivery, end, destination, { at, chance: 0 });
    if (after.state !== 'dead') return delivery;
    await this.deliveries.save(after);
    await this.record(destination, after, end);
    return null;
  }

  private async record(
    { id, name }: Destination,
    delivery: Delivery,
    { code, answer }: Outcome,
  ): Promise<void> {
    const { state, reportId, studyInstanceUid, revision, status, format, message, attempts } = delivery;
    if (state !== 'delivered' && state !== 'dead') return;
    await this.audit.record({
      action: state === 'delivered' ? 'delivered' : 'delivery-failed',
      outcome: state === 'delivered' ? 'success' : 'failure',
      actor: { kind: 'system', id: 'wetread' },
      subject: { type: 'report', id: reportId, studyInstanceUid },
      details: {
        deliveryId: delivery.id,
        destinationId: id,
        destination: name,
        revision,
        status,
        format,
        messageId: message?.messageId ?? null,
        fileSha256: message?.contentHash ?? null,
        attempts,
        code,
        answerSha256: answer === null ? null : contentHash(answer),
      },
    });
  }
}
