import type { EventPayload } from './outbox';

/** An event on its way to its handlers. */
export interface EventJob {
  /** Id of the outbox row; a job whose row is gone has already been done. */
  outboxId: string;
  type: string;
  key: string;
  payload: EventPayload;
}

export type JobState = 'waiting' | 'failed' | 'absent';
export type ProcessJob = (job: EventJob, attempt: { number: number; last: boolean }) => Promise<void>;

/** The queue between the outbox and the handlers: one named queue per event type. */
export abstract class JobQueue {
  /** Returns once the queue has accepted the job durably. An equal `jobId` that it still knows is a no-op. */
  abstract enqueue(jobId: string, job: EventJob): Promise<void>;
  abstract stateOf(type: string, jobId: string): Promise<JobState>;
  /** Forgets a job, so that the same id may be enqueued again. */
  abstract remove(type: string, jobId: string): Promise<void>;
  /** Starts to work off the jobs of one type. */
  abstract process(type: string, concurrency: number, work: ProcessJob): Promise<void>;
  /** Hands jobs that a killed process held back to the queue, without waiting for their locks to expire. */
  abstract recover(type: string): Promise<void>;
  /** Lets running jobs finish, then lets go of the queue. */
  abstract close(): Promise<void>;
}
