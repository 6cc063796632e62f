import { parentPort, workerData } from 'node:worker_threads';
import { PGliteHost } from './pglite-host';
import type { FromDatabaseThread, ToDatabaseThread } from './threaded-host';

const port = parentPort;
if (!port) throw new Error('this file is the start of a thread');

const tell = (told: FromDatabaseThread, ...moved: ArrayBufferLike[]): void =>
  port.postMessage(told, moved as ArrayBuffer[]);

async function answer(host: PGliteHost, asked: ToDatabaseThread): Promise<void> {
  if (asked === 'close') {
    await host.close();
    tell({ answer: new Uint8Array() });
    port?.close();
    return;
  }
  const bytes = await (asked === 'dump' ? host.dump() : host.exchange(asked));
  tell({ answer: bytes }, bytes.buffer);
}

async function serve(): Promise<void> {
  const host = await PGliteHost.onDisk((workerData as { dir: string }).dir);
  host.onNotification((channel, payload) => tell({ channel, payload }));
  let before: Promise<void> = Promise.resolve();
  port?.on('message', (asked: ToDatabaseThread) => {
    // One after the other; a fault of PGlite itself ends the thread, and whoever waits for it is told.
    before = before.then(() => answer(host, asked));
  });
  tell({ answer: new Uint8Array() });
}

void serve();
