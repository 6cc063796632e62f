import { workerData } from 'node:worker_threads';
import { DrawFilm } from '../../application/generating/draw-film.use-case';
import type { FilmPrompt, GeneratedFilm } from '../../domain/generating/film-generator';
import { serveModel } from '../engine/serve-model';
import { readModelOfKind } from '../model/model-registry';
import { loadFilmGenerator } from './onnx-film-generator';

/** What a generator's thread is started with. */
export interface FilmGeneratorSettings {
  readonly modelFolder: string;
  /** Of the film reader, whose text encoder reads the prompts. */
  readonly readerFolder: string;
  readonly threads: number;
}

const { modelFolder, readerFolder, threads } = workerData as FilmGeneratorSettings;

serveModel<FilmPrompt, GeneratedFilm, null>(async () => {
  const model = await loadFilmGenerator(
    await readModelOfKind(modelFolder, 'film-generator'),
    await readModelOfKind(readerFolder, 'film-reader'),
    { provider: 'cpu', threads },
  );
  const draw = new DrawFilm(model);
  return { ready: null, work: (prompt) => draw.execute(prompt), release: () => model.release() };
});
