import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { FilmReaderSettings } from './film-reader.worker';
import { startModelThread } from './start-model-thread';

/** Starts a reader thread. */
export const startFilmReader = (settings: FilmReaderSettings): Worker =>
  startModelThread(join(__dirname, 'film-reader.worker'), 'film-reader', settings);
