// oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin
import { parentPort, workerData } from 'node:worker_threads';
import { DrawFilm } from '../../application/generating/draw-film.use-case';
import type { FilmPrompt, GeneratedFilm } from '../../domain/generating/film-generator';
import { type FromThread, threadError, type ToThread } from '../engine/thread-protocol';
import { readModelOfKind } from '../model/model-registry';
import { loadFilmGenerator } from './onnx-film-generator';

/** What a generator's thread is started with. */
export interface FilmGeneratorSettings {
  readonly modelFolder: string;
  /** Of the film reader, whose text encoder reads the prompts. */
  readonly readerFolder: string;
  readonly threads: number;
}

const tell = (message: FromThread<null, GeneratedFilm>): void => parentPort!.postMessage(message);

/** Inference blocks, so it happens here and not where people are served. */
async function serve({ modelFolder, readerFolder, threads }: FilmGeneratorSettings): Promise<void> {
  const model = await loadFilmGenerator(
    await readModelOfKind(modelFolder, 'film-generator'),
    await readModelOfKind(readerFolder, 'film-reader'),
    { provider: 'cpu', threads },
  );
  const draw = new DrawFilm(model);
  let running = Promise.resolve();
  parentPort!.on('message', (message: ToThread<FilmPrompt>) => {
    if (message.type === 'run') {
      running = draw.execute(message.task).then(
        (result) => tell({ type: 'done', result }),
        (error: unknown) => tell({ type: 'failed', error: threadError(error) }),
      );
      return;
    }
    // Releasing a session under a running film would take the process with it.
    void running.then(() => model.release()).finally(() => parentPort!.close());
  });
  tell({ type: 'ready', ready: null });
}

serve(workerData as FilmGeneratorSettings).catch((error: unknown) => {
  tell({ type: 'unready', error: threadError(error) });
  parentPort!.close();
});
