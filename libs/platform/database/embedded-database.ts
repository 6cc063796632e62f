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
import { PGlite } from '@electric-sql/pglite';
import { DomainError } from '@wetread/kernel';
import { DataDirectoryLock } from './data-directory-lock';
import { DurableNodeFs } from './durable-node-fs';

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
    const pglite = await openInMemory(template);
    return { pglite, close: () => closeOnce(pglite) };
  }
  const lock = DataDirectoryLock.acquire(`${dir}.lock`);
  try {
    if (!existsSync(join(dir, 'PG_VERSION'))) await initialise(dir);
    const pglite = await openOnDisk(dir);
    const close = async (): Promise<void> => {
      await closeOnce(pglite);
      lock.release();
    };
    return { pglite, close };
  } catch (error) {
    lock.release();
    throw new EmbeddedDatabaseDamaged(dir, { cause: error });
  }
}

async function openInMemory(template: Blob | undefined): Promise<PGlite> {
  const startParams = [...PGlite.defaultStartParams, '-c', `shared_buffers=${SHARED_BUFFERS}`];
  return ready(new PGlite({ loadDataDir: template, startParams }));
}

async function openOnDisk(dir: string): Promise<PGlite> {
  // PGlite switches fsync off (-F). fdatasync, PostgreSQL's choice on Linux, never reaches Emscripten's files.
  const preset = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F');
  const settings = [`shared_buffers=${SHARED_BUFFERS}`, 'fsync=on', 'wal_sync_method=fsync'];
  const startParams = [...preset, ...settings.flatMap((setting) => ['-c', setting])];
  return ready(new PGlite({ fs: new DurableNodeFs(dir), startParams }));
}

const closeOnce = async (pglite: PGlite): Promise<void> => {
  if (!pglite.closed) await pglite.close();
};

async function ready(pglite: PGlite): Promise<PGlite> {
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
