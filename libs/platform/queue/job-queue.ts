import type { EventPayload } from './outbox';

/** An event on its way to its handlers. */
export interface EventJob {
  /** Id of the outbox row, and of the job. */
  outboxId: string;
  type: string;
  key: string;
  payload: EventPayload;
}

/** Somebody else works on this event already; the job is to come again later, if there is still need of it. */
export class WorkedOffElsewhere extends Error {
  override readonly name = 'WorkedOffElsewhere';
}

export interface JobWork {
  /** Does the job; throws to have it tried again. @throws WorkedOffElsewhere, which does not count as a failure */
  run(job: EventJob): Promise<void>;
  /** Called once the queue has given a job up. */
  failed(job: EventJob, error: Error): Promise<void>;
}

/** The queue between outbox and handlers: one named queue per event type. */
export abstract class JobQueue {
  /** Returns once the queue has accepted the job. A job that it already knows is a no-op. */
  abstract enqueue(job: EventJob): Promise<void>;
  /** Whether the queue gave this job up. */
  abstract hasFailed(job: EventJob): Promise<boolean>;
  /** Starts to work off the jobs of one type. */
  abstract process(type: string, concurrency: number, work: JobWork): Promise<void>;
  /**
   * Stops working: lets running jobs finish, then lets go of the queue.
   * @param graceOver resolves when they have had time enough
   * @returns whether all have finished. A job that has not stays this process's until it ends, then another gets it.
   */
  abstract close(graceOver: Promise<unknown>): Promise<boolean>;
}
