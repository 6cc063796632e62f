export { loadConfig, loadConfigWith, ConfigurationInvalid } from './config/load-config';
export {
  AppConfig,
  type Config,
  type DatabaseConfig,
  type ExecutionProvider,
  type Hl7Config,
  type IdentityConfig,
  type Limits,
  type LogLevel,
  type Profile,
  type QueueConfig,
} from './config/app-config';
export { Database } from './database/database';
export { runMigrations } from './database/run-migrations';
export { connect, type Connection } from './database/data-source';
export { OpenConnection } from './database/open-connection';
export { type ProcessLock, ProcessLocks } from './database/process-locks';
export { TypeOrmDatabase } from './database/typeorm-database';
export { DataDirectoryInUse } from './database/data-directory-lock';
export { EmbeddedDatabaseDamaged } from './database/embedded-database';
export { Transactional } from './database/transactional';
export { FileSecrets } from './secrets/file-secrets';
export { isSecretName, SecretMissing, SecretNameInvalid, Secrets } from './secrets/secrets';
export {
  BlobStore,
  type ByteRange,
  type OpenBlob,
  type ReadableBlob,
  type StagedBlob,
  type StoredBlob,
} from './blob/blob-store';
export { BlobDamaged, BlobNotFound, BlobStoreFull, BlobTooLarge, writingFailure } from './blob/blob-errors';
export { Outbox, type EventPayload, type OutboxEvent } from './queue/outbox';
export { HourlyHandler } from './queue/hourly-handler';
export { HandlesEvent, type EventHandler, type HandlerOptions } from './queue/handles-event.decorator';
export { createLogger, Logger, NestLogger, type LogFields } from './log/logger';
export { DomainErrorFilter, httpStatusOf } from './http/domain-error.filter';
export { startThread } from './thread/start-thread';
export { requestId, requestIdOf } from './http/request-id';
export { RequestInvalid, zodBody, zodQuery } from './http/zod-body.pipe';
export { FileBlobStore } from './blob/file-blob-store';
export { DiskReserve } from './disk/disk-reserve';
export { syncDirectory } from './disk/sync-directory';
export { OutboxRepository, DEAD_LETTERED } from './queue/outbox.repository';
export { JobsModule } from './queue/jobs.module';
export { HealthModule } from './health/health.module';
export { ProbesModule } from './health/probes.module';
export { PlatformModule } from './platform.module';
export {
  Public,
  PUBLIC_ROUTE,
  REQUIRED_ABILITY,
  RequiresAbility,
  type AuthorizedRequest,
} from './http/access';
