import { runMigrations as migrateQueue } from 'bullmq';
import type { DataSource } from 'typeorm';
import type { DatabaseConfig } from '../config/app-config';
import { poolOf } from './data-source';

/** The schema of BullMQ's own tables: `bullmq` beside `public`, else named after ours. */
export const queueSchemaOf = (config: DatabaseConfig): string =>
  config.kind === 'pglite' || config.schema === 'public' ? 'bullmq' : `${config.schema}_bullmq`;

/** Any number that nothing else locks; processes that start at once take turns. */
const MIGRATING = 1_764_000_000;

/**
 * Brings the database up to date, ours and the queue's; does nothing where it is. Several processes may do so at once.
 * Returns the names of our migrations that ran.
 */
export async function runMigrations(dataSource: DataSource, config: DatabaseConfig): Promise<string[]> {
  if (config.kind === 'pglite') return migrate(dataSource, config);
  const session = await poolOf(dataSource).connect();
  try {
    await session.query('SELECT pg_advisory_lock($1)', [MIGRATING]);
    await session.query(`CREATE SCHEMA IF NOT EXISTS "${config.schema}"`);
    return await migrate(dataSource, config);
  } finally {
    // Destroyed rather than given back: the lock ends with its session, whatever went wrong.
    session.release(true);
  }
}

async function migrate(dataSource: DataSource, config: DatabaseConfig): Promise<string[]> {
  const ran = await dataSource.runMigrations();
  // One checked-out session: BullMQ's migration lock and its transaction belong together.
  const session = await poolOf(dataSource).connect();
  try {
    await migrateQueue(session, queueSchemaOf(config));
  } finally {
    session.release();
  }
  return ran.map(({ name }) => name);
}
