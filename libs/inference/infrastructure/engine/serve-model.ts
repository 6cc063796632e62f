// oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin
import { parentPort } from 'node:worker_threads';
import { type FromThread, threadError, type ToThread } from './thread-protocol';

/** A loaded model, as its thread serves it. */
export interface ServedModel<Task, Result, Ready> {
  /** Told once, before the first task. */
  readonly ready: Ready;
  work(task: Task): Promise<Result>;
  release(): Promise<void>;
}

/**
 * Serves a model in the worker thread that calls this. Decoding, preprocessing and inference block (onnxruntime's `run`
 * as well), so they happen in such a thread and not where people are served.
 */
export function serveModel<Task, Result, Ready>(load: () => Promise<ServedModel<Task, Result, Ready>>): void {
  const port = parentPort!;
  const tell = (message: FromThread<Ready, Result>): void => port.postMessage(message);
  const serve = (model: ServedModel<Task, Result, Ready>): void => {
    let running = Promise.resolve();
    port.on('message', (message: ToThread<Task>) => {
      if (message.type === 'run') {
        running = model.work(message.task).then(
          (result) => tell({ type: 'done', result }),
          (error: unknown) => tell({ type: 'failed', error: threadError(error) }),
        );
        return;
      }
      // Releasing a session under a running task would take the process with it.
      void running.then(() => model.release()).finally(() => port.close());
    });
    tell({ type: 'ready', ready: model.ready });
  };
  load()
    .then(serve)
    .catch((error: unknown) => {
      tell({ type: 'unready', error: threadError(error) });
      port.close();
    });
}
