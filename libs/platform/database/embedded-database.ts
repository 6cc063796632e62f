import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DomainError } from '@wetread/kernel';
import { DataDirectoryLock } from './data-directory-lock';
import type { DatabaseHost } from './database-host';
import { PGliteHost } from './pglite-host';
import { ThreadedHost } from './threaded-host';

export class EmbeddedDatabaseDamaged extends DomainError {
  readonly code = 'platform.embedded-database-damaged';
  readonly status = 'unavailable';
  constructor(dir: string, options: ErrorOptions) {
    super(`the embedded database in ${dir} cannot be opened; restore it from a backup`, options);
  }
}

const IN_MEMORY = 'memory://';

/**
 * Opens the database in `dir`, which no other process has open, in a thread of its own, making it first where there is none;
 * `memory://` lives in this thread and as long as the process, from `template` (a dumped data directory) when given.
 * @throws DataDirectoryInUse, EmbeddedDatabaseDamaged
 */
export async function openEmbeddedDatabase(dir: string, template?: Blob): Promise<DatabaseHost> {
  if (dir.startsWith(IN_MEMORY)) return PGliteHost.inMemory(template);
  const lock = DataDirectoryLock.acquire(`${dir}.lock`);
  try {
    if (!existsSync(join(dir, 'PG_VERSION'))) await initialise(dir);
    return releasing(lock, await ThreadedHost.open(dir));
  } catch (error) {
    lock.release();
    throw new EmbeddedDatabaseDamaged(dir, { cause: error });
  }
}

const releasing = (lock: DataDirectoryLock, host: DatabaseHost): DatabaseHost => ({
  exchange: (messages) => host.exchange(messages),
  onNotification: (listener) => host.onNotification(listener),
  dump: () => host.dump(),
  close: async () => {
    await host.close();
    lock.release();
  },
});

/**
 * Makes the database beside its place and moves it there when whole: a process that is killed halfway leaves no
 * directory that looks like a database and is none. In a thread of its own, because initdb's memory (about half
 * a gigabyte) returns to the system only with the thread.
 */
async function initialise(dir: string): Promise<void> {
  const draft = `${dir}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(dirname(dir), { recursive: true, mode: 0o700 });
  await new Promise<void>((resolve, reject) => {
    const thread = new Worker(INITIALISE, {
      eval: true,
      workerData: { draft, pglite: require.resolve('@electric-sql/pglite') },
    });
    thread.once('error', reject);
    thread.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`initdb ended with ${code}`))));
  });
  for (const path of readdirSync(draft, { recursive: true, encoding: 'utf8' })) syncToDisk(join(draft, path));
  rmSync(dir, { recursive: true, force: true });
  renameSync(draft, dir);
  syncToDisk(dirname(dir));
}

function syncToDisk(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const INITIALISE = `
const { workerData } = require('node:worker_threads');
const { PGlite } = require(workerData.pglite);
PGlite.create({ dataDir: workerData.draft }).then((pglite) => pglite.close());
`;
