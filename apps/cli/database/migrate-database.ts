import { connect, loadConfig, runMigrations } from '@wetread/platform';

/** Applies what is missing; returns the names of the migrations that ran. Safe to repeat. */
export async function migrateDatabase(): Promise<string[]> {
  const { database } = loadConfig();
  const connection = await connect(database);
  try {
    return await runMigrations(connection.dataSource, database);
  } finally {
    await connection.close();
  }
}
