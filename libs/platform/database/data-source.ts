import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { DataSource, getMetadataArgsStorage, type DataSourceOptions } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';
import { migrations } from '../../../migrations';
import type { DatabaseConfig } from '../config/app-config';
import type { DatabaseHost } from './database-host';
import { DatabaseWire } from './database-wire';
import { openEmbeddedDatabase } from './embedded-database';
import { LoneProcessLocks, type ProcessLocks, SessionProcessLocks } from './process-locks';

/** The open database: TypeORM's data source and, when it is the embedded one, where it runs. */
export interface Connection {
  readonly dataSource: DataSource;
  readonly embedded: DatabaseHost | null;
  readonly processLocks: ProcessLocks;
  close(): Promise<void>;
}

// A query that waits this long for the only session most likely waits for its own transaction: better an error
// that names the place than a process that stands still.
const SESSION_WAIT_MS = 60_000;

// The pool ends when all sessions have been given back, which work that hangs never does: they end with the process.
const GOODBYE_MS = 5_000;

// Every @Entity class that the process has imported: rooms need not register theirs anywhere.
const importedEntities = () => getMetadataArgsStorage().tables.map(({ target }) => target);

const commonOptions = () =>
  ({
    type: 'postgres',
    entities: importedEntities(),
    migrations,
    migrationsTransactionMode: 'each',
    uuidExtension: 'pgcrypto',
    // gen_random_uuid() is in PostgreSQL's core since 13.
    installExtensions: false,
    synchronize: false,
    logging: false,
  }) satisfies DataSourceOptions;

/** @throws DataDirectoryInUse, EmbeddedDatabaseDamaged, or the driver's error when PostgreSQL cannot be reached */
export async function connect(config: DatabaseConfig, template?: Blob): Promise<Connection> {
  if (config.kind === 'postgres') {
    const dataSource = await new DataSource(serverOptions(config)).initialize();
    const processLocks = new SessionProcessLocks(poolOf(dataSource));
    return { dataSource, embedded: null, processLocks, close: () => destroyOnce(dataSource) };
  }
  const embedded = await openEmbeddedDatabase(config.dir, template);
  try {
    const dataSource = await new DataSource(embeddedOptions(embedded)).initialize();
    const close = async (): Promise<void> => {
      await destroyOnce(dataSource);
      await embedded.close();
    };
    return { dataSource, embedded, processLocks: new LoneProcessLocks(), close };
  } catch (error) {
    await embedded.close();
    throw error;
  }
}

const destroyOnce = async (dataSource: DataSource): Promise<void> => {
  if (dataSource.isInitialized)
    await Promise.race([dataSource.destroy(), wait(GOODBYE_MS, undefined, { ref: false })]);
};

const serverOptions = ({
  url,
  schema,
}: Extract<DatabaseConfig, { kind: 'postgres' }>): DataSourceOptions => ({
  ...commonOptions(),
  url,
  schema,
  extra: {
    max: 10,
    connectionTimeoutMillis: SESSION_WAIT_MS,
    // Compiling a plan costs more than any of our statements runs.
    options: `-c search_path=${schema} -c jit=off`,
  },
});

const embeddedOptions = (host: DatabaseHost): DataSourceOptions => ({
  ...commonOptions(),
  extra: {
    stream: () => new DatabaseWire(host),
    // PGlite is one session: the pool of one is the lock that keeps transactions apart.
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: SESSION_WAIT_MS,
  },
});

/** The pool below a data source; on the embedded database everyone must go through this one. */
export const poolOf = (dataSource: DataSource): Pool => (dataSource.driver as PostgresDriver).master as Pool;
