import type { Clock } from '@wetread/kernel';
import type { Database } from '../database/database';
import type { Logger } from '../log/logger';
import type { JobQueue } from './job-queue';
import type { OutboxRepository } from './outbox.repository';

const BATCH = 100;
/** Between two looks that commits ask for: a sender that commits a hundred times a second must not cause as many. */
const LEAST_MS = 50;
/** After trouble, before it is tried again. */
const TROUBLE_MS = 2_000;

/** Hands due outbox events to the queue: after each commit, when a waiting one becomes due, and every `pollMs`. */
export class OutboxDispatcher {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private again = false;
  private stopped = false;
  private lookedAt = -Infinity;
  private reconciledAt = -Infinity;
  private stopListening: () => void = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxRepository,
    private readonly queue: JobQueue,
    private readonly logger: Logger,
    private readonly options: {
      clock: Clock;
      types: readonly string[];
      /** How soon commits of other processes are seen. */
      pollMs: number;
      /** Gives the queue again what it should have; called first, after trouble, and every `reconcileMs`. */
      reconcile: () => Promise<void>;
      reconcileMs: number;
    },
  ) {}

  start(): void {
    this.stopListening = this.database.onCommit(() => this.wake());
    this.wake();
  }

  /** Looks for due events soon; many calls make one look. */
  wake(): void {
    if (this.stopped) return;
    if (this.running) {
      this.again = true;
      return;
    }
    this.schedule(this.restMs());
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.stopListening();
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  private restMs(): number {
    return Math.max(0, this.lookedAt + LEAST_MS - performance.now());
  }

  private schedule(delayMs: number): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.running = this.dispatch();
    }, delayMs);
  }

  private async dispatch(): Promise<void> {
    let waitMs = this.options.pollMs;
    this.lookedAt = performance.now();
    try {
      await this.reconcileNowAndThen();
      // One moment for both questions: an event that becomes due between them would be missed by both.
      const now = this.options.clock.now();
      this.again = false;
      while (!this.stopped && (await this.dispatchBatch(now)) === BATCH);
      waitMs = await this.waitMs(now);
    } catch (error) {
      this.reconciledAt = -Infinity;
      waitMs = TROUBLE_MS;
      this.logger.error({ error }, 'the outbox could not be dispatched; trying again');
    }
    this.running = null;
    if (!this.stopped) this.schedule(this.again ? this.restMs() : waitMs);
  }

  private async reconcileNowAndThen(): Promise<void> {
    const now = performance.now();
    if (now - this.reconciledAt < this.options.reconcileMs) return;
    await this.options.reconcile();
    this.reconciledAt = now;
  }

  private async dispatchBatch(now: Date): Promise<number> {
    const jobs = await this.outbox.claimDue(this.options.types, now, BATCH);
    for (const job of jobs) await this.queue.enqueue(job);
    return jobs.length;
  }

  private async waitMs(now: Date): Promise<number> {
    const next = await this.outbox.nextDue(this.options.types, now);
    if (!next) return this.options.pollMs;
    const dueInMs = next.getTime() - this.options.clock.now().getTime();
    return Math.max(0, Math.min(this.options.pollMs, dueInMs));
  }
}
