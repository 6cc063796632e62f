import { Queue, Worker, type IQueueBackend, type Job, type QueueOptions, type WorkerOptions } from 'bullmq';
import type { Logger } from '../log/logger';
import type { QueueBackend } from './queue-backend';
import { JobQueue, type EventJob, type JobWork } from './job-queue';

type EventQueue = Queue<EventJob, void, string, EventJob, void, string, IQueueBackend>;
type EventWorker = Worker<EventJob, void, string, IQueueBackend>;

const ATTEMPTS = 3;
const DAY_SECONDS = 86_400;

/** {@link JobQueue} on BullMQ; the backend decides whether PGlite, PostgreSQL or Redis keeps the jobs. */
export class BullmqJobQueue extends JobQueue {
  private readonly queues = new Map<string, EventQueue>();
  private readonly workers: EventWorker[] = [];

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
    const run = ({ data }: Job<EventJob>): Promise<void> => work.run(data);
    const worker: EventWorker = new Worker(type, run, options, this.backend.factory);
    worker.on('failed', (job, error) => {
      // A job without an end is one that will be tried again.
      if (job?.finishedOn) this.settle(job.data, work.failed(job.data, error));
    });
    worker.on('error', (error) => this.logger.error({ error, queue: type }, 'the queue reported an error'));
    this.workers.push(worker);
    await worker.waitUntilReady();
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  /** Empties the queue of one type; for a queue that only this process uses, before it works. */
  async clear(type: string): Promise<void> {
    await this.queueOf(type).obliterate({ force: true });
  }

  private queueOf(type: string): EventQueue {
    const known = this.queues.get(type);
    if (known) return known;
    const options: QueueOptions = { ...this.backend.options, streams: { events: { maxLen: 100 } } };
    const queue: EventQueue = new Queue(type, options, this.backend.factory);
    queue.on('error', (error) => this.logger.error({ error, queue: type }, 'the queue reported an error'));
    this.queues.set(type, queue);
    return queue;
  }

  private settle(job: EventJob, settled: Promise<void>): void {
    settled.catch((error: unknown) =>
      this.logger.error({ error, outboxId: job.outboxId }, 'a failed job could not be buried yet'),
    );
  }
}
