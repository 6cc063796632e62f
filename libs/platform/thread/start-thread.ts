import { extname, join } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';

const EXTENSION = extname(__filename);

/**
 * Starts the thread of `file` (a path without its extension): JavaScript in the built product; TypeScript where this file is
 * TypeScript too (specs), with a hook that compiles it.
 */
export const startThread = (file: string, options: Omit<WorkerOptions, 'execArgv'> = {}): Worker =>
  new Worker(`${file}${EXTENSION}`, {
    ...options,
    execArgv: EXTENSION === '.ts' ? ['--require', join(__dirname, 'typescript-thread.cjs')] : [],
  });
