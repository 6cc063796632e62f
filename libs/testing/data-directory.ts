import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type DatabaseConfig, loadConfig, runMigrations } from '@wetread/platform';
import { schemaRecipe } from './schema-recipe';

const databaseOf = (dataDir: string): string => {
  const { database } = loadConfig({ WETREAD_DATA_DIR: dataDir });
  if (database.kind !== 'pglite') throw new Error('without a database URL the database is embedded');
  return database.dir;
};

/**
 * Gives a new data directory an embedded database that is empty and migrated, as if a server had run on it before: a
 * copy of one that the first call on a machine makes. To make one takes seconds of processor time, to copy it none.
 */
export async function prepareDatabase(dataDir: string): Promise<void> {
  const dir = databaseOf(dataDir);
  if (existsSync(dir)) return;
  const template = join(tmpdir(), `wetread-test-data-${schemaRecipe()}`);
  if (!existsSync(template)) await makeTemplate(template);
  cpSync(template, dir, { recursive: true });
}

/** A data directory of a test's own, with {@link prepareDatabase} done; the test removes it. */
export async function makeDataDirectory(name: string): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), `wetread-${name}-`));
  await prepareDatabase(dataDir);
  return dataDir;
}

// Made elsewhere: a run that is killed halfway leaves nothing that looks like a template and is none.
async function makeTemplate(template: string): Promise<void> {
  const draft = mkdtempSync(`${template}-`);
  const config: DatabaseConfig = { kind: 'pglite', dir: join(draft, 'db') };
  const connection = await connect(config);
  await runMigrations(connection.dataSource, config).finally(() => connection.close());
  try {
    renameSync(config.dir, template);
  } catch (error) {
    // Another process has made it meanwhile.
    if (!existsSync(template)) throw error;
  }
  rmSync(draft, { recursive: true });
}
