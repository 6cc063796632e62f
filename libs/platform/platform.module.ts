import { join } from 'node:path';
import {
  Global,
  Injectable,
  Module,
  type DynamicModule,
  type MiddlewareConsumer,
  type NestModule,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { Clock, SystemClock } from '@wetread/kernel';
import { DataSource } from 'typeorm';
import { BlobStore } from './blob/blob-store';
import { FileBlobStore } from './blob/file-blob-store';
import { AppConfig, type Config } from './config/app-config';
import { connect } from './database/data-source';
import { Database } from './database/database';
import { EmbeddedUpkeep } from './database/embedded-upkeep';
import { OpenConnection } from './database/open-connection';
import { ProcessLocks } from './database/process-locks';
import { runMigrations } from './database/run-migrations';
import { TypeOrmDatabase } from './database/typeorm-database';
import { DiskReserve } from './disk/disk-reserve';
import { DomainErrorFilter } from './http/domain-error.filter';
import { requestId } from './http/request-id';
import { requestLog } from './http/request-log';
import { createLogger, Logger } from './log/logger';
import { Outbox } from './queue/outbox';
import { OutboxRepository } from './queue/outbox.repository';
import { FileSecrets } from './secrets/file-secrets';
import { Secrets } from './secrets/secrets';

/** Closes the database after everything that uses it. */
@Injectable()
class ConnectionCloser implements OnApplicationShutdown {
  constructor(private readonly connection: OpenConnection) {}

  async onApplicationShutdown(): Promise<void> {
    await this.connection.close();
  }
}

const openConnection = async (config: AppConfig): Promise<OpenConnection> => {
  const connection = await connect(config.database);
  try {
    await runMigrations(connection.dataSource, config.database);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
};

/** No process writes one object for so long. */
const LONGEST_WRITING_MS = 24 * 60 * 60 * 1000;

const openBlobStore = async ({ dataDir, database }: AppConfig): Promise<BlobStore> => {
  const store = new FileBlobStore(join(dataDir, 'blobs'));
  // Only with the embedded database is the directory known to be this process's alone.
  const isOurs = database.kind === 'pglite' && !database.dir.startsWith('memory://');
  await store.prepare(isOurs ? 0 : LONGEST_WRITING_MS);
  return store;
};

const providersOf = (config: Config): Provider[] => [
  { provide: AppConfig, useValue: config },
  { provide: Clock, useClass: SystemClock },
  { provide: Logger, useFactory: () => createLogger(config.log) },
  { provide: Secrets, useFactory: () => new FileSecrets(config.secretsDir) },
  { provide: OpenConnection, useFactory: openConnection, inject: [AppConfig] },
  {
    provide: DataSource,
    useFactory: ({ dataSource }: OpenConnection) => dataSource,
    inject: [OpenConnection],
  },
  {
    provide: Database,
    useFactory: (dataSource: DataSource) => new TypeOrmDatabase(dataSource),
    inject: [DataSource],
  },
  {
    provide: ProcessLocks,
    useFactory: ({ processLocks }: OpenConnection) => processLocks,
    inject: [OpenConnection],
  },
  {
    provide: DiskReserve,
    useFactory: ({ dataDir, minFreeBytes }: AppConfig, logger: Logger) =>
      new DiskReserve(dataDir, minFreeBytes, logger),
    inject: [AppConfig, Logger],
  },
  // The blob store's sweep of half-written files must not begin before the database's lock is held.
  { provide: BlobStore, useFactory: openBlobStore, inject: [AppConfig, OpenConnection] },
  {
    provide: OutboxRepository,
    useFactory: (database: Database, clock: Clock) => new OutboxRepository(database, clock),
    inject: [Database, Clock],
  },
  { provide: Outbox, useExisting: OutboxRepository },
];

/** What every room stands on: configuration, clock, log, database (migrated), blob store and outbox. */
@Global()
@Module({})
export class PlatformModule implements NestModule {
  constructor(private readonly logger: Logger) {}

  static forRoot(config: Config): DynamicModule {
    const providers = providersOf(config);
    return {
      module: PlatformModule,
      providers: [
        ...providers,
        ConnectionCloser,
        EmbeddedUpkeep,
        {
          provide: APP_FILTER,
          useFactory: (logger: Logger) => new DomainErrorFilter(logger),
          inject: [Logger],
        },
      ],
      exports: providers.map((provider) => ('provide' in provider ? provider.provide : provider)),
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(requestId, requestLog(this.logger)).forRoutes('{*path}');
  }
}
