import type { DataSource } from 'typeorm';
import type { Connection } from './data-source';
import type { DatabaseHost } from './database-host';
import type { ProcessLocks } from './process-locks';

/** {@link Connection} as an injection token, inside platform only. */
export abstract class OpenConnection implements Connection {
  abstract readonly dataSource: DataSource;
  abstract readonly embedded: DatabaseHost | null;
  abstract readonly processLocks: ProcessLocks;
  abstract close(): Promise<void>;
}
