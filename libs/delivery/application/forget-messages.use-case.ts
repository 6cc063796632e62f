import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { AppConfig, Database } from '@wetread/platform';
import { Deliveries } from '../domain/deliveries';
import { Destinations } from '../domain/destinations';
import { SealedMessages } from '../domain/sealed-messages';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Deliveries whose lane is held at a time. */
const BATCH = 200;

/**
 * Forgets the bytes of messages that came to rest long enough ago: they hold a patient's name and nobody waits for
 * them. Ids, hashes and answers stay in the ledger. What a dead letter or an unfinished delivery needs is kept.
 */
@Injectable()
export class ForgetMessages {
  constructor(
    private readonly destinations: Destinations,
    private readonly deliveries: Deliveries,
    private readonly messages: SealedMessages,
    private readonly audit: AuditTrail,
    private readonly database: Database,
    private readonly config: AppConfig,
  ) {}

  /** Safe to run twice. @returns how many were forgotten */
  async execute(at: Date): Promise<number> {
    const before = new Date(at.getTime() - this.config.deliveryKeepDays * DAY_MS);
    let forgotten = 0;
    for (const { id } of await this.destinations.list('all')) {
      for (let batch = BATCH; batch === BATCH; forgotten += batch) batch = await this.ofLane(id, before, at);
    }
    return forgotten;
  }

  /** With the lane held, so that nobody sends again what is being forgotten. */
  private async ofLane(destinationId: string, before: Date, at: Date): Promise<number> {
    return this.database.transaction(async () => {
      await this.destinations.lock(destinationId);
      const due = await this.deliveries.forgettable(destinationId, before, BATCH);
      if (due.length === 0) return 0;
      // Before the commit: a crash leaves a row whose bytes are gone, which the next run finds again.
      for (const id of due) await this.messages.forget(id);
      await this.deliveries.markForgotten(due, at);
      await this.audit.record({
        action: 'delivery-messages-forgotten',
        actor: { kind: 'system', id: 'retention' },
        subject: { type: 'destination', id: destinationId },
        details: { messages: due.length, restingSince: before.toISOString() },
      });
      return due.length;
    });
  }
}
