// oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin
import { parentPort, workerData } from 'node:worker_threads';
import { ReadFilm } from '../../application/read-film.use-case';
import type { Profile } from '../../domain/film-facts';
import type { Reading } from '../../domain/reading';
import { loadModel } from '../model/load-model';
import { readModel } from '../model/model-registry';
import type { ProviderOutcome, SessionSettings } from '../model/onnx-session';
import { type FilmSource, openFilm } from './film-source';
import { inStoredPixels } from './stored-boxes';
import { type FromThread, threadError, type ToThread } from './thread-protocol';

/** What a reader thread is started with. */
export interface FilmReaderSettings extends SessionSettings {
  readonly modelFolder: string;
  readonly profile: Profile;
  readonly beamWidth: number;
}

const tell = (message: FromThread<ProviderOutcome, Reading>): void => parentPort!.postMessage(message);

/**
 * One reader thread: decoding of pixels, preprocessing and inference happen here, because each of them blocks
 * (onnxruntime's `run` as well) and the thread that serves people must not.
 */
async function serve(settings: FilmReaderSettings): Promise<void> {
  const model = await loadModel(await readModel(settings.modelFolder), settings);
  const reader = new ReadFilm(model, settings);
  let running = Promise.resolve();
  parentPort!.on('message', (message: ToThread<FilmSource>) => {
    if (message.type === 'run') {
      running = readOne(reader, message.task).then(
        (result) => tell({ type: 'done', result }),
        (error: unknown) => tell({ type: 'failed', error: threadError(error) }),
      );
      return;
    }
    // Releasing a session under a running film would take the process with it.
    void running.then(() => model.release()).finally(() => parentPort!.close());
  });
  tell({ type: 'ready', ready: model.outcome });
}

async function readOne(reader: ReadFilm, source: FilmSource): Promise<Reading> {
  const { facts, orientation, picture } = openFilm(source);
  return inStoredPixels(await reader.execute(facts, picture), orientation);
}

serve(workerData as FilmReaderSettings).catch((error: unknown) => {
  tell({ type: 'unready', error: threadError(error) });
  parentPort!.close();
});
