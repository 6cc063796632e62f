import { EventEmitter } from 'node:events';
import type { PgPool, PgPoolClient, PgQueryResult } from 'bullmq';
import type { Pool } from 'pg';
import type { DatabaseHost } from '../database/database-host';

type Query = <Row>(text: string, params?: readonly unknown[]) => Promise<PgQueryResult<Row>>;

// BullMQ's backend runs single statements only; its one transaction, the migration, checks out a real session.
const TRANSACTION = /^\s*(begin|start\s+transaction)\b/i;

/**
 * The `pg.Pool` that BullMQ's PostgreSQL backend sees on the embedded database. Every statement takes its turn in
 * TypeORM's pool of one, so that none ever falls into somebody else's transaction; a client that LISTENs holds no
 * turn, because notifications come from the database itself.
 */
export class EmbeddedQueuePool extends EventEmitter implements PgPool {
  // The database lives in this process: there is no connection that could drop unnoticed.
  readonly options = { max: 2, keepAlive: true };

  constructor(
    private readonly sessions: Pool,
    private readonly host: DatabaseHost,
  ) {
    super();
    // Each queue listens for errors of its own.
    this.setMaxListeners(0);
  }

  readonly query: Query = async (text, params) => {
    if (TRANSACTION.test(text))
      throw new Error('transactions on the shared session go through Database only');
    const session = await this.sessions.connect();
    try {
      // The queue may lose its last steps to a power failure or a kill: the outbox gives them again. Not waiting for
      // the disk keeps it from stopping everyone at each step of each job.
      await session.query('SET synchronous_commit TO off');
      return (await session.query(text, params as unknown[])) as PgQueryResult;
    } finally {
      await session.query('SET synchronous_commit TO on');
      session.release();
    }
  };

  async connect(): Promise<PgPoolClient> {
    return new ListeningClient(this.query, this.host);
  }

  // The pool below belongs to the data source.
  async end(): Promise<void> {}
}

class ListeningClient extends EventEmitter implements PgPoolClient {
  private readonly stop: () => void;

  constructor(
    readonly query: Query,
    host: DatabaseHost,
  ) {
    super();
    this.setMaxListeners(0);
    this.stop = host.onNotification((channel, payload) => this.emit('notification', { channel, payload }));
  }

  release(): void {
    this.stop();
    this.removeAllListeners();
  }
}
