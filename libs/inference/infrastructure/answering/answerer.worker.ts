// oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin
import { parentPort, workerData } from 'node:worker_threads';
import { AnswerQuestions } from '../../application/answering/answer-questions.use-case';
import type { Answers } from '../../domain/answering/answer';
import type { AskedPicture } from '../../domain/answering/answer-engine';
import { type FromThread, threadError, type ToThread } from '../engine/thread-protocol';
import { readModelOfKind } from '../model/model-registry';
import { loadAnswerer } from './onnx-answerer';
import { openAskedPicture } from './open-asked-picture';

/** What an answerer's thread is started with. */
export interface AnswererSettings {
  readonly modelFolder: string;
  readonly threads: number;
}

/** What it is asked. */
export interface AnswerTask {
  readonly picture: AskedPicture;
  readonly questions: readonly string[];
}

const tell = (message: FromThread<null, Answers>): void => parentPort!.postMessage(message);

/** Decoding, preprocessing and inference block, so they happen here and not where people are served. */
async function serve({ modelFolder, threads }: AnswererSettings): Promise<void> {
  const model = await loadAnswerer(await readModelOfKind(modelFolder, 'question-answerer'), {
    provider: 'cpu',
    threads,
  });
  const answerer = new AnswerQuestions(model);
  let running = Promise.resolve();
  parentPort!.on('message', (message: ToThread<AnswerTask>) => {
    if (message.type === 'run') {
      running = answerTask(answerer, message.task).then(
        (result) => tell({ type: 'done', result }),
        (error: unknown) => tell({ type: 'failed', error: threadError(error) }),
      );
      return;
    }
    // Releasing a session under a running question would take the process with it.
    void running.then(() => model.release()).finally(() => parentPort!.close());
  });
  tell({ type: 'ready', ready: null });
}

async function answerTask(answerer: AnswerQuestions, { picture, questions }: AnswerTask): Promise<Answers> {
  const { facts, image } = await openAskedPicture(picture);
  return answerer.execute(image, facts, questions);
}

serve(workerData as AnswererSettings).catch((error: unknown) => {
  tell({ type: 'unready', error: threadError(error) });
  parentPort!.close();
});
