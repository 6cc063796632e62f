import { DomainError } from '@wetread/kernel';

/** To a worker thread: one task at a time, or the wish that it ends. */
export type ToThread<Task> = { readonly type: 'run'; readonly task: Task } | { readonly type: 'close' };

/** From a worker thread. `ready` or `unready` comes once, before everything else. */
export type FromThread<Ready, Result> =
  | { readonly type: 'ready'; readonly ready: Ready }
  | { readonly type: 'unready'; readonly error: ThreadError }
  | { readonly type: 'done'; readonly result: Result }
  | { readonly type: 'failed'; readonly error: ThreadError };

/** What of an error crosses threads: its class does not. */
export interface ThreadError {
  readonly code: string;
  readonly message: string;
}

export const threadError = (error: unknown): ThreadError => ({
  code: error instanceof DomainError ? error.code : 'inference.failed',
  message: error instanceof Error ? error.message : String(error),
});
