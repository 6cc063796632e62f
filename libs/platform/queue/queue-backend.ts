import {
  createPostgresBackend,
  createRedisBackend,
  PostgresQueueBackend,
  type BackendFactory,
  type ConnectionOptions,
} from 'bullmq';
import type { Config } from '../config/app-config';
import { poolOf, type Connection } from '../database/data-source';
import { queueSchemaOf } from '../database/run-migrations';
import { EmbeddedQueuePool } from './embedded-queue-pool';
import { ServerQueuePool, SharedConnection } from './server-queue-pool';

interface BackendOptions {
  connection: ConnectionOptions;
  prefix?: string;
}

/** What BullMQ's classes need to reach their storage. */
export interface QueueBackend {
  /** For those that work jobs off: they wait for their storage as long as it takes. */
  options: BackendOptions;
  /** For those that add jobs: they fail when the storage is away, and whoever adds tries again. */
  addingOptions: BackendOptions;
  factory: BackendFactory;
  /** Whether no other process can see this queue, so that whatever is active at start died with its process. */
  exclusive: boolean;
  close(): Promise<void>;
}

const nothing = async (): Promise<void> => undefined;

export function queueBackend(
  config: Pick<Config, 'database' | 'queue'>,
  connection: Connection,
): QueueBackend {
  if (config.queue.kind === 'redis') return redisBackend(config.queue.url);
  if (connection.embedded) {
    const pool = new EmbeddedQueuePool(poolOf(connection.dataSource), connection.embedded);
    const options = { connection: pool as unknown as ConnectionOptions };
    const factory = createPostgresBackend as BackendFactory;
    return { options, addingOptions: options, factory, exclusive: true, close: nothing };
  }
  if (config.database.kind !== 'postgres') throw new Error('a server connection without a server');
  return serverBackend(config.database.url, queueSchemaOf(config.database));
}

function redisBackend(url: string): QueueBackend {
  const prefix = 'wetread';
  return {
    options: { connection: { url, maxRetriesPerRequest: null }, prefix },
    addingOptions: { connection: { url, maxRetriesPerRequest: 1, enableOfflineQueue: false }, prefix },
    factory: createRedisBackend as BackendFactory,
    exclusive: false,
    close: nothing,
  };
}

function serverBackend(connectionString: string, schema: string): QueueBackend {
  const pool = new ServerQueuePool({ connectionString, schema });
  const options = { connection: pool as unknown as ConnectionOptions };
  const factory: BackendFactory = (name, opts) =>
    new PostgresQueueBackend(new SharedConnection(pool, schema), name, opts as never);
  return { options, addingOptions: options, factory, exclusive: false, close: () => pool.end() };
}
