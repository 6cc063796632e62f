import type { Worker } from 'node:worker_threads';
import { startThread } from '@wetread/platform';

/** Starts a thread that opens ONNX sessions. `file`: its path without extension; `name`: as debuggers show it. */
export const startModelThread = (file: string, name: string, workerData: object): Worker =>
  startThread(file, {
    name,
    workerData,
    // onnxruntime 1.30 matches the process's command line with a recursive regular expression when it opens a
    // session: 16 KB of paths overflow the 4 MB that threads get. Only address space is reserved.
    resourceLimits: { stackSizeMb: 512 },
  });
