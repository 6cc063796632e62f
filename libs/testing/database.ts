import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock, type Clock } from '@wetread/kernel';
import {
  connect,
  OutboxRepository,
  runMigrations,
  TypeOrmDatabase,
  type Connection,
  type Database,
  type DatabaseConfig,
} from '@wetread/platform';
import type { DataSource } from 'typeorm';
import { describeUnless } from './describe-unless';
import { makePostgresDatabase, NO_POSTGRES, testPostgresUrl } from './postgres';
import { schemaRecipe } from './schema-recipe';

export interface TestDatabase {
  /** What `PlatformModule.forRoot` takes to open the same database; in memory it opens an empty one. */
  config: DatabaseConfig;
  connection: Connection;
  dataSource: DataSource;
  database: Database;
  outbox: OutboxRepository;
  close(): Promise<void>;
}

const IN_MEMORY: DatabaseConfig = { kind: 'pglite', dir: 'memory://' };

/**
 * An empty, migrated PGlite database in memory, with `@Transactional()` working on it. Import the entities first:
 * the database knows those whose classes are loaded. About a second; the first call on a machine makes a template.
 */
export async function startTestDatabase(clock: Clock = new SystemClock()): Promise<TestDatabase> {
  return assemble(IN_MEMORY, await connect(IN_MEMORY, await migratedTemplate()), clock);
}

const assemble = (config: DatabaseConfig, connection: Connection, clock: Clock): TestDatabase => {
  const database = new TypeOrmDatabase(connection.dataSource);
  const outbox = new OutboxRepository(database, clock);
  const close = (): Promise<void> => connection.close();
  return { config, connection, dataSource: connection.dataSource, database, outbox, close };
};

// initdb takes seconds; a dumped data directory of the same migrations loads in one.
async function migratedTemplate(): Promise<Blob> {
  const path = join(tmpdir(), `wetread-test-database-${schemaRecipe()}.tar`);
  if (existsSync(path)) return new Blob([readFileSync(path)]);
  const connection = await connect(IN_MEMORY);
  await runMigrations(connection.dataSource, IN_MEMORY);
  const dump = await connection.embedded?.dump();
  await connection.close();
  if (!dump) throw new Error('an in-memory database is always embedded');
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, dump);
  renameSync(draft, path);
  return new Blob([dump as Uint8Array<ArrayBuffer>]);
}

const onServer = (url: string): DatabaseConfig => ({ kind: 'postgres', url, schema: 'public' });

/** An empty, migrated database of its own on a PostgreSQL server; `close` drops it. */
export async function startPostgresTestDatabase(
  serverUrl: string,
  clock: Clock = new SystemClock(),
): Promise<TestDatabase> {
  const { url, drop } = await makePostgresDatabase(serverUrl, {
    template: `wetread_test_template_${schemaRecipe()}`,
    fill: migrate,
  });
  const connection = await connect(onServer(url));
  const close = async (): Promise<void> => {
    await connection.close();
    await drop();
  };
  return { ...assemble(onServer(url), connection, clock), close };
}

async function migrate(url: string): Promise<void> {
  const connection = await connect(onServer(url));
  try {
    await runMigrations(connection.dataSource, onServer(url));
  } finally {
    await connection.close();
  }
}

export interface DatabaseUnderTest {
  name: string;
  open: (clock?: Clock) => Promise<TestDatabase>;
}

const pglite: DatabaseUnderTest = { name: 'PGlite', open: (clock) => startTestDatabase(clock) };
const postgres = (url: string): DatabaseUnderTest => ({
  name: 'PostgreSQL',
  open: (clock) => startPostgresTestDatabase(url, clock),
});

/** Every database that can be opened here: PGlite always, PostgreSQL where a server answers. */
export function testDatabases(): DatabaseUnderTest[] {
  const url = testPostgresUrl();
  return url ? [pglite, postgres(url)] : [pglite];
}

/** `describe` for contract suites: on PGlite, and on PostgreSQL or, where no server answers, skipped with that reason. */
export function describeOnEveryDatabase(name: string, specs: (database: DatabaseUnderTest) => void): void {
  const url = testPostgresUrl();
  describe(`${name}, on PGlite`, () => specs(pglite));
  describeUnless(url ? null : NO_POSTGRES, `${name}, on PostgreSQL`, () => specs(postgres(url ?? '')));
}
