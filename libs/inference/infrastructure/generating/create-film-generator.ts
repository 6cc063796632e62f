import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { DomainError } from '@wetread/kernel';
import type { FilmGenerator, FilmPrompt, GeneratedFilm } from '../../domain/generating/film-generator';
import { ELSEWHERE_MEANT, PromptRefused, readPrompt } from '../../domain/generating/prompt-scope';
import { startModelThread } from '../engine/start-model-thread';
import { ThreadPool } from '../engine/thread-pool';
import { findModel, verifyModel } from '../model/model-registry';
import type { FilmGeneratorSettings } from './film-generator.worker';

export interface FilmGeneratorOptions {
  /** A model's own folder, or a root of `<name>/<version>` folders, of which the newest version is taken. */
  readonly modelDir: string;
  /** Where the film reader lies whose text encoder reads the prompts; default `modelDir`. */
  readonly readerDir?: string;
  /** CPU threads; default two, or what the machine has. */
  readonly threads?: number;
  /** Default 120. */
  readonly timeoutSeconds?: number;
}

/**
 * Verifies the film generator, starts its thread and waits until it is ready.
 * @throws ModelNotFound, ModelManifestInvalid, ModelChanged, ModelFileMissing, ReadingFailed
 */
export async function createFilmGenerator(options: FilmGeneratorOptions): Promise<FilmGenerator> {
  const model = await findModel(options.modelDir, 'film-generator');
  const reader = await findModel(options.readerDir ?? options.modelDir, 'film-reader');
  await verifyModel(model);
  const { threads = Math.min(2, availableParallelism()), timeoutSeconds = 120 } = options;
  const settings = { modelFolder: model.folder, readerFolder: reader.folder, threads };
  const pool = new ThreadPool<FilmPrompt, GeneratedFilm, null>(() => startGenerator(settings), {
    size: 1,
    timeoutSeconds,
  });
  await pool.warmUp();
  return {
    model: model.identity,
    generate: async (order) => {
      if (!Number.isSafeInteger(order.seed) || order.seed < 0)
        throw new PromptRefused('The seed is no whole number from 0 to 9007199254740991');
      // What words alone refuse is refused before a thread is troubled.
      readPrompt(order.prompt);
      return pool.run(order).catch((error: unknown) => {
        // Its class does not cross threads.
        throw isRefusal(error) ? new PromptRefused(ELSEWHERE_MEANT) : error;
      });
    },
    close: () => pool.close(),
  };
}

const isRefusal = (error: unknown): boolean =>
  error instanceof DomainError && error.code === PromptRefused.code;

const startGenerator = (settings: FilmGeneratorSettings): Worker =>
  startModelThread(join(__dirname, 'film-generator.worker'), 'film-generator', settings);
