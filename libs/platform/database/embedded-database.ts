import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { DomainError } from '@wetread/kernel';
import { DataDirectoryLock } from './data-directory-lock';

export class EmbeddedDatabaseDamaged extends DomainError {
  readonly code = 'platform.embedded-database-damaged';
  readonly status = 'unavailable';
  constructor(dir: string, options: ErrorOptions) {
    super(`the embedded database in ${dir} cannot be opened; restore it from a backup`, options);
  }
}

// PostgreSQL's 128 MiB of shared buffers would double the process; the operating system caches the files anyway.
const SHARED_BUFFERS = '32MB';
const IN_MEMORY = 'memory://';

/** A PGlite database that no other process has open. */
export interface EmbeddedDatabase {
  readonly pglite: PGlite;
  close(): Promise<void>;
}

/**
 * Opens the database in `dir`, making it first where there is none; `memory://` lives as long as the process,
 * from `template` (a dumped data directory) when given.
 * @throws DataDirectoryInUse, EmbeddedDatabaseDamaged
 */
export async function openEmbeddedDatabase(dir: string, template?: Blob): Promise<EmbeddedDatabase> {
  if (dir.startsWith(IN_MEMORY)) {
    const pglite = await openPglite({ loadDataDir: template });
    return { pglite, close: () => pglite.close() };
  }
  const lock = DataDirectoryLock.acquire(`${dir}.lock`);
  try {
    if (!existsSync(join(dir, 'PG_VERSION'))) await initialise(dir);
    const pglite = await openPglite({ dataDir: dir });
    const close = async (): Promise<void> => {
      await pglite.close();
      lock.release();
    };
    return { pglite, close };
  } catch (error) {
    lock.release();
    throw new EmbeddedDatabaseDamaged(dir, { cause: error });
  }
}

async function openPglite(from: { dataDir?: string; loadDataDir?: Blob | undefined }): Promise<PGlite> {
  const pglite = new PGlite({
    ...from,
    startParams: [...PGlite.defaultStartParams, '-c', `shared_buffers=${SHARED_BUFFERS}`],
  });
  await pglite.waitReady;
  // BullMQ's statements name its tables without a schema. Ours come first, so that they can never be shadowed.
  await pglite.exec('SET search_path TO public, bullmq');
  return pglite;
}

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
  rmSync(dir, { recursive: true, force: true });
  renameSync(draft, dir);
}

const INITIALISE = `
const { workerData } = require('node:worker_threads');
const { PGlite } = require(workerData.pglite);
PGlite.create({ dataDir: workerData.draft }).then((pglite) => pglite.close());
`;
