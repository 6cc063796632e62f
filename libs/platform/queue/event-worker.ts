import { DomainError } from '@wetread/kernel';
import type { Logger } from '../log/logger';
import type { EventLocks } from './event-locks';
import type { EventHandler, HandlerOptions } from './handles-event.decorator';
import { WorkedOffElsewhere, type EventJob, type JobQueue, type JobWork } from './job-queue';
import type { OutboxRepository } from './outbox.repository';

/** How often handlers may begin with one event, deaths of the process included, before it is given up. */
const MOST_STARTS = 25;

class GivenUpAfterCrashes extends DomainError {
  readonly code = 'platform.given-up-after-crashes';
  readonly status = 'unavailable';
  constructor() {
    super(`the process died again and again while it worked on this event`);
  }
}

export interface TypeHandlers extends HandlerOptions {
  type: string;
  handlers: readonly EventHandler[];
}

/** Works off events: queue -> handlers -> outbox row removed, or dead letter when all attempts have failed. */
export class EventWorker implements JobWork {
  private readonly handlers: ReadonlyMap<string, TypeHandlers>;

  constructor(
    types: readonly TypeHandlers[],
    private readonly outbox: OutboxRepository,
    private readonly queue: JobQueue,
    private readonly locks: EventLocks,
    private readonly logger: Logger,
  ) {
    this.handlers = new Map(types.map((entry) => [entry.type, entry]));
  }

  async start(): Promise<void> {
    for (const { type, concurrency } of this.handlers.values())
      await this.queue.process(type, concurrency ?? 1, this);
  }

  /**
   * Gives the queue again what it should have and may have lost: a killed process between claim and enqueue, an
   * emptied Redis. What the queue still has stays as it is.
   */
  async reconcile(): Promise<void> {
    for (const job of await this.outbox.dispatched([...this.handlers.keys()])) {
      if (await this.queue.hasFailed(job)) await this.failed(job, new GivenUpAfterCrashes());
      else await this.queue.enqueue(job);
    }
  }

  async run(job: EventJob): Promise<void> {
    const release = await this.locks.hold(job.outboxId);
    if (!release) throw new WorkedOffElsewhere();
    try {
      await this.handle(job);
    } finally {
      await release();
    }
  }

  async failed(job: EventJob, error: Error): Promise<void> {
    const errorCode = error instanceof DomainError ? error.code : error.name;
    this.logger.error(
      { error, errorCode, event: job.type, key: job.key, outboxId: job.outboxId },
      'event given up; it lies in the dead letters',
    );
    await this.outbox.bury(job, errorCode);
  }

  private async handle(job: EventJob): Promise<void> {
    const starts = await this.outbox.start(job.outboxId);
    // Done already: the process died after the handlers and before the queue heard of it.
    if (starts === null) return;
    if (starts > MOST_STARTS) return this.failed(job, new GivenUpAfterCrashes());
    const began = performance.now();
    for (const handler of this.handlers.get(job.type)?.handlers ?? []) await handler.handle(job.payload);
    await this.outbox.done(job.outboxId);
    const ms = Math.round(performance.now() - began);
    this.logger.info({ event: job.type, key: job.key, outboxId: job.outboxId, ms }, 'event handled');
  }
}
