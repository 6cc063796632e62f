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
    // onnxruntime 1.30 matches the process's command line with a recursive regular expression when it opens a
    // session: 16 KB of paths overflow the 4 MB that threads get. Only address space is reserved.
    resourceLimits: { stackSizeMb: 512 },
  });
}
