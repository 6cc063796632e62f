import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentHash, SystemClock, type Clock } from '@wetread/kernel';
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
import { migrations } from '../../migrations';

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
  const recipe = contentHash(migrations.map((migration) => migration.toString()).join('\n'));
  const path = join(tmpdir(), `wetread-test-database-${recipe.slice(0, 16)}.tar`);
  if (existsSync(path)) return new Blob([readFileSync(path)]);
  const connection = await connect(IN_MEMORY);
  await runMigrations(connection.dataSource, IN_MEMORY);
  const dump = await connection.embedded?.pglite.dumpDataDir('none');
  await connection.close();
  if (!dump) throw new Error('an in-memory database is always embedded');
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, Buffer.from(await dump.arrayBuffer()));
  renameSync(draft, path);
  return dump;
}

const LOCAL_SERVER = 'postgres://postgres@127.0.0.1:5432/test';
const PROBE = `
const { Client } = require('pg');
const client = new Client({ connectionString: process.argv[1], connectionTimeoutMillis: 1000 });
client.connect().then(() => client.query('SELECT 1')).then(() => process.exit(0), () => process.exit(1));
`;

/** A PostgreSQL server for tests: `WETREAD_TEST_POSTGRES_URL`, or one that answers on this machine. */
export function testPostgresUrl(): string | undefined {
  const url = process.env['WETREAD_TEST_POSTGRES_URL'] ?? LOCAL_SERVER;
  // Another process asks, because a suite must know before its first asynchronous step which specs it has.
  const { status } = spawnSync(process.execPath, ['-e', PROBE, url], { timeout: 10_000 });
  return status === 0 ? url : undefined;
}

/** An empty, migrated schema of its own on a PostgreSQL server; `close` drops it. */
export async function startPostgresTestDatabase(
  url: string,
  clock: Clock = new SystemClock(),
): Promise<TestDatabase> {
  const schema = `wetread_test_${randomBytes(6).toString('hex')}`;
  const config: DatabaseConfig = { kind: 'postgres', url, schema };
  const connection = await connect(config);
  await runMigrations(connection.dataSource, config);
  const close = async (): Promise<void> => {
    await connection.dataSource.query(`DROP SCHEMA "${schema}" CASCADE`);
    await connection.dataSource.query(`DROP SCHEMA "${schema}_bullmq" CASCADE`);
    await connection.close();
  };
  return { ...assemble(config, connection, clock), close };
}

/** Every database that a contract suite can run on here: PGlite always, PostgreSQL where a server answers. */
export function testDatabases(): { name: string; open: (clock?: Clock) => Promise<TestDatabase> }[] {
  const pglite = { name: 'PGlite', open: (clock?: Clock) => startTestDatabase(clock) };
  const url = testPostgresUrl();
  if (url) return [pglite, { name: 'PostgreSQL', open: (clock) => startPostgresTestDatabase(url, clock) }];
  console.info('PostgreSQL is not tested: no server answers; set WETREAD_TEST_POSTGRES_URL');
  return [pglite];
}
