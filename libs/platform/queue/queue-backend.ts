import {
  createPostgresBackend,
  createRedisBackend,
  type BackendFactory,
  type ConnectionOptions,
} from 'bullmq';
import type { Config } from '../config/app-config';
import { poolOf, type Connection } from '../database/data-source';
import { queueSchemaOf } from '../database/run-migrations';
import { EmbeddedQueuePool } from './embedded-queue-pool';

/** What BullMQ's classes need to reach their storage. */
export interface QueueBackend {
  options: { connection: ConnectionOptions; prefix?: string };
  factory: BackendFactory;
  /** Whether no other process can see this queue, so that whatever is active at start died with its process. */
  exclusive: boolean;
}

export function queueBackend(
  config: Pick<Config, 'database' | 'queue'>,
  connection: Connection,
): QueueBackend {
  if (config.queue.kind === 'redis')
    return {
      options: { connection: { url: config.queue.url, maxRetriesPerRequest: null }, prefix: 'wetread' },
      factory: createRedisBackend as BackendFactory,
      exclusive: false,
    };
  const factory = createPostgresBackend as BackendFactory;
  if (connection.embedded) {
    const pool = new EmbeddedQueuePool(poolOf(connection.dataSource), connection.embedded.pglite);
    return { options: { connection: pool as unknown as ConnectionOptions }, factory, exclusive: true };
  }
  if (config.database.kind !== 'postgres') throw new Error('a server connection without a server');
  const server = { connectionString: config.database.url, schema: queueSchemaOf(config.database), max: 2 };
  return { options: { connection: server as unknown as ConnectionOptions }, factory, exclusive: false };
}
