import { setTimeout as wait } from 'node:timers/promises';
import {
  DelayedError,
  Queue,
  Worker,
  type IQueueBackend,
  type Job,
  type QueueOptions,
  type WorkerOptions,
} from 'bullmq';
import type { Logger } from '../log/logger';
import type { QueueBackend } from './queue-backend';
import { JobQueue, WorkedOffElsewhere, type EventJob, type JobWork } from './job-queue';

type EventQueue = Queue<EventJob, void, string, EventJob, void, string, IQueueBackend>;
type EventWorker = Worker<EventJob, void, string, IQueueBackend>;

const ATTEMPTS = 3;
const DAY_SECONDS = 86_400;
/** How long storage is waited for that does not answer when this process ends. */
const GOODBYE_MS = 5_000;
/** The same trouble is told again after so long. */
const REPEATED_MS = 10_000;
/** After this a job whose event somebody else works on asks again. */
const ELSEWHERE_MS = 5_000;

/** {@link JobQueue} on BullMQ; the backend decides whether PGlite, PostgreSQL or Redis keeps the jobs. */
export class BullmqJobQueue extends JobQueue {
  private readonly queues = new Map<string, EventQueue>();
  private readonly workers: EventWorker[] = [];
  private readonly running = new Map<Promise<void>, EventJob>();
  private told = { message: '', at: -Infinity };

  constructor(
    private readonly backend: QueueBackend,
    private readonly logger: Logger,
  ) {
    super();
  }

  async enqueue(job: EventJob): Promise<void> {
    await this.queueOf(job.type).add(job.type, job, {
      jobId: job.outboxId,
      attempts: ATTEMPTS,
      backoff: { type: 'exponential', delay: 1000 },
      removeOnComplete: true,
      // Kept for a while, so that a failure whose burial a crash prevented is recognised and not tried for ever.
      removeOnFail: { age: 7 * DAY_SECONDS },
    });
  }

  async hasFailed({ type, outboxId }: EventJob): Promise<boolean> {
    return (await this.queueOf(type).getJobState(outboxId)) === 'failed';
  }

  async process(type: string, concurrency: number, work: JobWork): Promise<void> {
    const options: WorkerOptions = {
      ...this.backend.options,
      concurrency,
      lockDuration: 30_000,
      stalledInterval: 15_000,
      // How often a job may die with its process is counted in the outbox, whatever the queue.
      maxStalledCount: 1000,
    };
    const run = (job: Job<EventJob>, token?: string): Promise<void> =>
      this.tracked(job.data, work.run(job.data)).catch((error: unknown) => postponed(error, job, token));
    const worker: EventWorker = new Worker(type, run, options, this.backend.factory);
    worker.on('failed', (job, error) => {
      // A job without an end is one that will be tried again.
      if (job?.finishedOn) this.settle(job.data, work.failed(job.data, error));
    });
    worker.on('error', (error) => this.trouble(error, type));
    this.workers.push(worker);
    await worker.waitUntilReady();
  }

  async close(graceOver: Promise<unknown>): Promise<boolean> {
    const closed = this.closeAll().then(() => true);
    // Of a storage that is gone no worker ever takes its leave: once the work is done, it need not be told.
    const goneBy = Promise.allSettled(this.running.keys()).then(() =>
      wait(GOODBYE_MS, false, { ref: false }),
    );
    if (await Promise.race([closed, goneBy, graceOver.then(() => false)])) return true;
    closed.catch((error: unknown) => this.logger.warn({ error }, 'the queue could not be closed'));
    if (this.running.size === 0)
      this.logger.warn({}, 'the queue does not answer; it will find out that this worker has left');
    else
      this.logger.warn(
        { events: this.underway() },
        'work has not come to its end; another process begins it anew',
      );
    return this.running.size === 0;
  }

  /** Empties the queue of one type; for a queue that only this process uses, before it works. */
  async clear(type: string): Promise<void> {
    await this.queueOf(type).obliterate({ force: true });
  }

  private async closeAll(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    await this.backend.close();
  }

  private underway(): Pick<EventJob, 'type' | 'outboxId'>[] {
    return [...this.running.values()].map(({ type, outboxId }) => ({ type, outboxId }));
  }

  private tracked(job: EventJob, work: Promise<void>): Promise<void> {
    const settled = work.finally(() => this.running.delete(settled));
    this.running.set(settled, job);
    return settled;
  }

  private queueOf(type: string): EventQueue {
    const known = this.queues.get(type);
    if (known) return known;
    const options: QueueOptions = { ...this.backend.addingOptions, streams: { events: { maxLen: 100 } } };
    const queue: EventQueue = new Queue(type, options, this.backend.factory);
    queue.on('error', (error) => this.trouble(error, type));
    this.queues.set(type, queue);
    return queue;
  }

  /** A storage that is away is reported by every connection to it, at every attempt to reach it. */
  private trouble(error: Error, queue: string): void {
    const now = performance.now();
    if (error.message === this.told.message && now - this.told.at < REPEATED_MS) return;
    this.told = { message: error.message, at: now };
    this.logger.error({ error, queue }, 'the queue reported an error');
  }

  private settle(job: EventJob, settled: Promise<void>): void {
    settled.catch((error: unknown) =>
      this.logger.error({ error, outboxId: job.outboxId }, 'a failed job could not be buried yet'),
    );
  }
}

async function postponed(error: unknown, job: Job<EventJob>, token?: string): Promise<never> {
  if (!(error instanceof WorkedOffElsewhere)) throw error;
  await job.moveToDelayed(Date.now() + ELSEWHERE_MS, token);
  throw new DelayedError();
}
