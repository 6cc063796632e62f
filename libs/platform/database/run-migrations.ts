import { runMigrations as migrateQueue } from 'bullmq';
import type { DataSource } from 'typeorm';
import type { DatabaseConfig } from '../config/app-config';
import { poolOf } from './data-source';

/** The schema of BullMQ's own tables: `bullmq` beside `public`, else named after ours. */
export const queueSchemaOf = (config: DatabaseConfig): string =>
  config.kind === 'pglite' || config.schema === 'public' ? 'bullmq' : `${config.schema}_bullmq`;

/**
 * Brings the database up to date, ours and the queue's; does nothing where it is.
 * Returns the names of our migrations that ran.
 */
export async function runMigrations(dataSource: DataSource, config: DatabaseConfig): Promise<string[]> {
  if (config.kind === 'postgres') await dataSource.query(`CREATE SCHEMA IF NOT EXISTS "${config.schema}"`);
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
