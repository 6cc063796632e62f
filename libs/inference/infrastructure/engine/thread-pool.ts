// oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin
import type { Worker } from 'node:worker_threads';
import { EngineClosed, ReaderCrashed, ReadingFailed, ReadingTimedOut } from '../../domain/engine-error';
import type { FromThread, ToThread } from './thread-protocol';

export interface ThreadPoolOptions {
  /** How many threads at most; they are started when there is work for them. */
  readonly size: number;
  /** A task that takes longer is given up and its thread stopped. */
  readonly timeoutSeconds: number;
}

interface Job<Task, Result> {
  readonly task: Task;
  attempts: number;
  resolve(result: Result): void;
  reject(error: Error): void;
}

interface Seat<Task, Result, Ready> {
  readonly worker: Worker;
  readonly ready: Promise<Ready>;
  /** An `ending` thread was told to stop and takes no more tasks. */
  state: 'starting' | 'serving' | 'ending';
  job: Job<Task, Result> | null;
  timer: NodeJS.Timeout | null;
}

/** How long a thread may take to release its memory before it is stopped. */
const CLOSING_SECONDS = 5;

/**
 * A few worker threads, one task at a time each. A thread that crashes is replaced and its task tried once more; a
 * task that takes too long fails and its thread is stopped. Idle threads do not keep the process alive.
 */
export class ThreadPool<Task, Result, Ready> {
  private readonly seats = new Set<Seat<Task, Result, Ready>>();
  private readonly queue: Job<Task, Result>[] = [];
  private closing: Promise<void> | null = null;

  constructor(
    private readonly start: () => Worker,
    private readonly options: ThreadPoolOptions,
  ) {}

  /** Starts the first thread and returns what it said when it was ready. @throws ReadingFailed, ReaderCrashed */
  warmUp(): Promise<Ready> {
    const [seat = this.addSeat()] = this.seats;
    return seat.ready;
  }

  /** @throws ReadingFailed, ReadingTimedOut, ReaderCrashed, EngineClosed */
  run(task: Task): Promise<Result> {
    if (this.closing) return Promise.reject(new EngineClosed());
    return new Promise((resolve, reject) => {
      this.queue.push({ task, attempts: 0, resolve, reject });
      this.dispatch();
    });
  }

  /** Refuses what still waits, lets running tasks end, and ends the threads. */
  close(): Promise<void> {
    this.closing ??= this.closeAll();
    return this.closing;
  }

  private dispatch(): void {
    for (const seat of this.seats) {
      const isFree = seat.state === 'serving' && seat.job === null;
      if (isFree && this.queue.length > 0) this.assign(seat, this.queue.shift()!);
    }
    const starting = [...this.seats].filter(({ state }) => state === 'starting').length;
    if (this.queue.length > starting && this.seats.size < this.options.size) this.addSeat();
  }

  private assign(seat: Seat<Task, Result, Ready>, job: Job<Task, Result>): void {
    seat.job = job;
    job.attempts += 1;
    seat.worker.ref();
    seat.timer = setTimeout(() => {
      seat.state = 'ending';
      this.release(seat)?.reject(new ReadingTimedOut(this.options.timeoutSeconds));
      void seat.worker.terminate();
    }, this.options.timeoutSeconds * 1000);
    seat.worker.postMessage({ type: 'run', task: job.task } satisfies ToThread<Task>);
  }

  /** Takes the job off a seat. */
  private release(seat: Seat<Task, Result, Ready>): Job<Task, Result> | null {
    const { job, timer } = seat;
    if (timer) clearTimeout(timer);
    seat.job = null;
    seat.timer = null;
    return job;
  }

  private addSeat(): Seat<Task, Result, Ready> {
    const worker = this.start();
    let settle: { resolve(ready: Ready): void; reject(error: Error): void };
    const ready = new Promise<Ready>((resolve, reject) => (settle = { resolve, reject }));
    // Whoever waits for a task hears of the failure there.
    ready.catch(() => undefined);
    const seat: Seat<Task, Result, Ready> = { worker, ready, state: 'starting', job: null, timer: null };
    this.seats.add(seat);
    let cause = 'it ended by itself';
    worker.on('error', (error) => (cause = error.message));
    worker.on('exit', () => {
      settle.reject(new ReaderCrashed(cause));
      this.onExit(seat, cause);
    });
    worker.on('message', (message: FromThread<Ready, Result>) => {
      if (message.type === 'ready') settle.resolve(message.ready);
      if (message.type === 'unready')
        settle.reject(new ReadingFailed(message.error.code, message.error.message));
      this.onMessage(seat, message);
    });
    return seat;
  }

  private onMessage(seat: Seat<Task, Result, Ready>, message: FromThread<Ready, Result>): void {
    if (message.type === 'unready') {
      this.failQueue(new ReadingFailed(message.error.code, message.error.message));
      return;
    }
    seat.state = 'serving';
    seat.worker.unref();
    const job = this.release(seat);
    if (message.type === 'done') job?.resolve(message.result);
    if (message.type === 'failed') job?.reject(new ReadingFailed(message.error.code, message.error.message));
    this.dispatch();
  }

  private onExit(seat: Seat<Task, Result, Ready>, cause: string): void {
    this.seats.delete(seat);
    const job = this.release(seat);
    if (job && job.attempts < 2 && !this.closing) this.queue.unshift(job);
    else job?.reject(new ReaderCrashed(cause));
    // A thread that cannot even start would be started for ever.
    if (seat.state === 'starting') this.failQueue(new ReaderCrashed(cause));
    else this.dispatch();
  }

  private failQueue(error: Error): void {
    for (const job of this.queue.splice(0)) job.reject(error);
  }

  private async closeAll(): Promise<void> {
    this.failQueue(new EngineClosed());
    await Promise.all([...this.seats].map((seat) => this.closeSeat(seat)));
  }

  private async closeSeat({ worker, ready }: Seat<Task, Result, Ready>): Promise<void> {
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const patience = (CLOSING_SECONDS + this.options.timeoutSeconds) * 1000;
    const guard = setTimeout(() => void worker.terminate(), patience);
    worker.ref();
    await ready.catch(() => undefined);
    worker.postMessage({ type: 'close' } satisfies ToThread<Task>);
    await exited;
    clearTimeout(guard);
  }
}
