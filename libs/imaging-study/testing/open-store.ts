import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { AuditTrail, DatabaseAuditTrail } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import {
  AppConfig,
  BlobStore,
  type Connection,
  createLogger,
  Database,
  DiskReserve,
  FileBlobStore,
  FileSecrets,
  loadConfig,
  Logger,
  Outbox,
  type OutboxRepository,
  ProcessLocks,
  Secrets,
} from '@wetread/platform';
import { imagingStudyProviders } from '../imaging-study.providers';

export interface StoreOptions {
  clock: Clock;
  config?: Partial<AppConfig>;
  providers?: Provider[];
  controllers?: Type[];
  /** That of a store that was opened before; else a new one, which `close` removes. */
  directory?: string;
}

@Global()
@Module({})
class GivenPlatform {}

const given = (providers: Provider[]): DynamicModule => ({
  module: GivenPlatform,
  providers,
  exports: providers.map((provider) => ('provide' in provider ? provider.provide : provider)),
});

export interface OpenStore {
  module: TestingModule;
  directory: string;
  get<T>(token: Type<T> | (abstract new (...args: never[]) => T)): T;
  close(): Promise<void>;
}

/** The room on a given database and a blob store of its own, with everything real below it. */
export async function openStore(
  test: { database: Database; outbox: OutboxRepository; connection: Pick<Connection, 'processLocks'> },
  options: StoreOptions,
): Promise<OpenStore> {
  const { clock, config = {}, providers = [], controllers = [] } = options;
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'wetread-store-')));
  const base = loadConfig({ WETREAD_DATA_DIR: directory, WETREAD_LOG_LEVEL: 'silent' });
  const platform = given([
    { provide: AppConfig, useValue: { ...base, ...config } },
    { provide: Clock, useValue: clock },
    { provide: Logger, useValue: createLogger({ level: 'silent' }) },
    { provide: Database, useValue: test.database },
    { provide: BlobStore, useValue: new FileBlobStore(join(directory, 'blobs')) },
    { provide: DiskReserve, useValue: new DiskReserve(directory, 0, createLogger({ level: 'silent' })) },
    { provide: Outbox, useValue: test.outbox },
    { provide: ProcessLocks, useValue: test.connection.processLocks },
    { provide: Secrets, useValue: new FileSecrets(join(directory, 'secrets')) },
    { provide: AuditTrail, useValue: new DatabaseAuditTrail(test.database, clock) },
  ]);
  const module = await Test.createTestingModule({
    imports: [platform],
    controllers,
    providers: [...imagingStudyProviders, ...providers],
  }).compile();
  return {
    module,
    directory,
    get: (token) => module.get(token as Type, { strict: false }),
    close: async () => {
      await module.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
