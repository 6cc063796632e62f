import type { DataSource } from 'typeorm';
import type { Connection } from './data-source';
import type { EmbeddedDatabase } from './embedded-database';

/** {@link Connection} as an injection token, inside platform only. */
export abstract class OpenConnection implements Connection {
  abstract readonly dataSource: DataSource;
  abstract readonly embedded: EmbeddedDatabase | null;
  abstract close(): Promise<void>;
}
