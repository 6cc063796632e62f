import { workerData } from 'node:worker_threads';
import { AnswerQuestions } from '../../application/answering/answer-questions.use-case';
import type { Answers } from '../../domain/answering/answer';
import type { AskedPicture } from '../../domain/answering/answer-engine';
import { serveModel } from '../engine/serve-model';
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

const { modelFolder, threads } = workerData as AnswererSettings;

serveModel<AnswerTask, Answers, null>(async () => {
  const folder = await readModelOfKind(modelFolder, 'question-answerer');
  const model = await loadAnswerer(folder, { provider: 'cpu', threads });
  const answerer = new AnswerQuestions(model);
  return {
    ready: null,
    work: async ({ picture, questions }) => {
      const { facts, image } = await openAskedPicture(picture);
      return answerer.execute(image, facts, questions);
    },
    release: () => model.release(),
  };
});
