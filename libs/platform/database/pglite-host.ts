import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import type { DatabaseHost, NotificationListener } from './database-host';
import { DurableNodeFs } from './durable-node-fs';

// PostgreSQL's 128 MiB of shared buffers would double the process; the operating system caches the files anyway.
const SHARED_BUFFERS = '32MB';
/** What migrations may install; a database that has one of them needs it whenever it is opened. */
const extensions = { pg_trgm };

/** PGlite in the thread that makes it; each exchange holds that thread until PostgreSQL has answered. */
export class PGliteHost implements DatabaseHost {
  private constructor(private readonly pglite: PGlite) {}

  /** In memory, from `template` (a dumped data directory) when given. */
  static async inMemory(template?: Blob): Promise<PGliteHost> {
    const startParams = [...PGlite.defaultStartParams, '-c', `shared_buffers=${SHARED_BUFFERS}`];
    return ready(
      new PGlite({ loadDataDir: template, extensions, startParams }),
      (pglite) => new PGliteHost(pglite),
    );
  }

  /** In an initialised data directory; what a commit acknowledges is on the disk. */
  static async onDisk(dir: string): Promise<PGliteHost> {
    // PGlite switches fsync off (-F). fdatasync, PostgreSQL's choice on Linux, never reaches Emscripten's files.
    const preset = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F');
    const settings = [`shared_buffers=${SHARED_BUFFERS}`, 'fsync=on', 'wal_sync_method=fsync'];
    const startParams = [...preset, ...settings.flatMap((setting) => ['-c', setting])];
    return ready(
      new PGlite({ fs: new DurableNodeFs(dir), extensions, startParams }),
      (pglite) => new PGliteHost(pglite),
    );
  }

  async exchange(messages: Uint8Array): Promise<Uint8Array> {
    // A copy: the next exchange overwrites what PGlite gives.
    return this.pglite.execProtocolRawSync(messages).slice();
  }

  onNotification(listener: NotificationListener): () => void {
    return this.pglite.onNotification(listener);
  }

  async dump(): Promise<Uint8Array> {
    return (await this.pglite.dumpDataDir('none')).bytes();
  }

  async close(): Promise<void> {
    if (!this.pglite.closed) await this.pglite.close();
  }
}

async function ready(pglite: PGlite, host: (pglite: PGlite) => PGliteHost): Promise<PGliteHost> {
  await pglite.waitReady;
  // BullMQ's statements name its tables without a schema. Ours come first, so that they can never be shadowed.
  await pglite.exec('SET search_path TO public, bullmq');
  return host(pglite);
}
