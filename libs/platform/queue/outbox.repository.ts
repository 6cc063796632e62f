import { randomUUID } from 'node:crypto';
import { Clock } from '@wetread/kernel';
import { Database } from '../database/database';
import { DeadLetterRow } from './dead-letter.entity';
import type { EventJob } from './job-queue';
import { Outbox, type OutboxEvent } from './outbox';
import { OutboxEventRow } from './outbox-event.entity';

/** Told when an event has failed for good; payload: the event's own, and what is named here. */
export const DEAD_LETTERED = 'job.dead-lettered';

const jobOf = ({ id, type, key, payload }: OutboxEventRow): EventJob => ({
  outboxId: id,
  type,
  key,
  payload,
});

const ADD = `INSERT INTO outbox_events (id, type, key, payload, not_before) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (type, key, status) DO UPDATE SET payload = EXCLUDED.payload, not_before = EXCLUDED.not_before`;

/** The outbox table, as use cases fill it and as the dispatcher and the workers empty it. */
export class OutboxRepository extends Outbox {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async add({ type, key, payload, notBefore }: OutboxEvent): Promise<void> {
    const parameters = [randomUUID(), type, key, JSON.stringify(payload), notBefore ?? this.clock.now()];
    await this.database.transaction(() => this.database.prepared('outbox-add', ADD, parameters));
  }

  /** Marks up to `limit` events that are due `now` as dispatched and returns them. */
  async claimDue(types: readonly string[], now: Date, limit: number): Promise<EventJob[]> {
    // An event waits while an earlier one of its key is under way: handlers of one key never run at once.
    const rows = await this.database.manager().query<[OutboxEventRow[], number]>(
      `UPDATE outbox_events SET status = 'dispatched' WHERE id IN (
         SELECT id FROM outbox_events due
         WHERE status = 'pending' AND not_before <= $1 AND type = ANY ($2) AND NOT EXISTS (
           SELECT 1 FROM outbox_events underway
           WHERE underway.type = due.type AND underway.key = due.key AND underway.status = 'dispatched')
         ORDER BY not_before LIMIT $3 FOR UPDATE SKIP LOCKED)
       RETURNING id, type, key, payload`,
      [now, types, limit],
    );
    return rows[0].map(jobOf);
  }

  /** When the first event that is not yet due at `now` becomes so; null when there is none. */
  async nextDue(types: readonly string[], now: Date): Promise<Date | null> {
    const [row] = await this.database
      .manager()
      .query<{ next: Date | null }[]>(
        `SELECT min(not_before) AS next FROM outbox_events WHERE status = 'pending' AND not_before > $1 AND type = ANY ($2)`,
        [now, types],
      );
    return row?.next ?? null;
  }

  /** Events that the queue should know. */
  async dispatched(types: readonly string[]): Promise<EventJob[]> {
    const rows = await this.database
      .manager()
      .query<OutboxEventRow[]>(
        `SELECT id, type, key, payload FROM outbox_events WHERE status = 'dispatched' AND type = ANY ($1) ORDER BY not_before`,
        [types],
      );
    return rows.map(jobOf);
  }

  /** Counts a start of the handlers; returns how many there have been, or null when the event is done already. */
  async start(outboxId: string): Promise<number | null> {
    const [rows] = await this.database
      .manager()
      .query<[{ starts: number }[], number]>(
        `UPDATE outbox_events SET starts = starts + 1 WHERE id = $1 RETURNING starts`,
        [outboxId],
      );
    return rows[0]?.starts ?? null;
  }

  /** In a transaction, so that its commit wakes the dispatcher: the next event of the key may go. */
  async done(outboxId: string): Promise<void> {
    await this.database.transaction(async () => {
      // Should a power failure undo it, the handlers run once more, as they must be able to.
      await this.database.manager().query('SET LOCAL synchronous_commit TO off');
      await this.database.manager().delete(OutboxEventRow, { id: outboxId });
    });
  }

  /** Moves an event to the dead letters and tells of it; a second call finds it gone and does nothing. */
  async bury(job: EventJob, errorCode: string): Promise<void> {
    await this.database.transaction(async () => {
      const { affected } = await this.database.manager().delete(OutboxEventRow, { id: job.outboxId });
      if (!affected) return;
      const { outboxId: id, type, key, payload } = job;
      const failedAt = this.clock.now();
      await this.database.manager().insert(DeadLetterRow, { id, type, key, payload, errorCode, failedAt });
      if (type === DEAD_LETTERED) return;
      const told = { ...payload, deadLetterId: id, eventType: type, eventKey: key, errorCode };
      await this.add({ type: DEAD_LETTERED, key: id, payload: told });
    });
  }
}
