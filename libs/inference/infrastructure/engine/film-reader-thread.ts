import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FilmReaderSettings } from './film-reader.worker';

/**
 * Starts a reader thread: the file beside this one, JavaScript in the built product; TypeScript where this file is
 * TypeScript too (specs), with a hook that compiles it.
 */
export function startFilmReader(settings: FilmReaderSettings): Worker {
  const extension = extname(__filename);
  return new Worker(join(__dirname, `film-reader.worker${extension}`), {
    workerData: settings,
    execArgv: extension === '.ts' ? ['--require', join(__dirname, 'typescript-thread.cjs')] : [],
    name: 'film-reader',
  });
}
