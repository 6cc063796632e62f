import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { Answers } from '../../domain/answering/answer';
import type { AnswerEngine } from '../../domain/answering/answer-engine';
import { startModelThread } from '../engine/start-model-thread';
import { ThreadPool } from '../engine/thread-pool';
import { findModel, verifyModel } from '../model/model-registry';
import type { AnswererSettings, AnswerTask } from './answerer.worker';

export interface AnswerEngineOptions {
  /** A model's own folder, or a root of `<name>/<version>` folders, of which the newest version is taken. */
  readonly modelDir: string;
  /** CPU threads; default two, or what the machine has. */
  readonly threads?: number;
  /** Default 60. */
  readonly timeoutSeconds?: number;
}

/**
 * Verifies the question answerer, starts its thread and waits until it is ready.
 * @throws ModelNotFound, ModelManifestInvalid, ModelChanged, ModelFileMissing, ReadingFailed
 */
export async function createAnswerEngine(options: AnswerEngineOptions): Promise<AnswerEngine> {
  const model = await findModel(options.modelDir, 'question-answerer');
  await verifyModel(model);
  const { threads = Math.min(2, availableParallelism()), timeoutSeconds = 60 } = options;
  const start = () => startAnswerer({ modelFolder: model.folder, threads });
  const pool = new ThreadPool<AnswerTask, Answers, null>(start, { size: 1, timeoutSeconds });
  await pool.warmUp();
  return {
    model: model.identity,
    answer: async (picture, question) => {
      const { answers, marks } = await pool.run({ picture, questions: [question] });
      return { ...answers[0]!, marks };
    },
    answerAll: (picture, questions) => pool.run({ picture, questions }),
    close: () => pool.close(),
  };
}

const startAnswerer = (settings: AnswererSettings): Worker =>
  startModelThread(join(__dirname, 'answerer.worker'), 'answerer', settings);
