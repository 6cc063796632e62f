import { EventEmitter } from 'node:events';
import { PostgresConnection, type PgPool, type PgPoolClient, type PgQueryResult } from 'bullmq';
import { Client, Pool, type Notification } from 'pg';
import { OneAtATime } from './one-at-a-time';

/** Statements of all queues of this process at a time. */
const AT_ONCE = 4;

/**
 * What BullMQ's classes of one process share on a PostgreSQL server: a small pool for statements, and one session that
 * listens for all of them. Left to itself each queue and each worker opens connections of its own, over sixty in a
 * process, where a server allows a hundred in all unless told otherwise.
 */
export class ServerQueuePool extends EventEmitter implements PgPool {
  readonly options = { max: AT_ONCE, keepAlive: true };
  private readonly pool: Pool;
  private readonly turns = new OneAtATime();
  private listening: Promise<Client> | null = null;

  constructor(private readonly server: { connectionString: string; schema: string }) {
    super();
    // Each queue listens for errors of its own.
    this.setMaxListeners(0);
    this.pool = new Pool({ ...this.settings, max: AT_ONCE });
    this.pool.on('error', (error) => this.listenerCount('error') > 0 && this.emit('error', error));
  }

  async query<Row>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<Row>> {
    return (await this.pool.query(text, params as unknown[])) as unknown as PgQueryResult<Row>;
  }

  async connect(): Promise<PgPoolClient> {
    this.listening ??= this.listen();
    return new SharedSession(await this.listening, this.turns);
  }

  async end(): Promise<void> {
    const session = await this.listening?.catch(() => null);
    await Promise.all([this.pool.end(), session?.end()]);
  }

  private listen(): Promise<Client> {
    const session = new Client({ ...this.settings, keepAlive: true, keepAliveInitialDelayMillis: 10_000 });
    session.setMaxListeners(0);
    const opening = session.connect().then(() => session);
    // Whoever listens on it hears of the error as well, and asks for a session anew.
    const forget = (): void => {
      if (this.listening === opening) this.listening = null;
    };
    session.on('error', forget).on('end', forget);
    opening.catch(forget);
    return opening;
  }

  private get settings() {
    const { connectionString, schema } = this.server;
    return { connectionString, options: `-c search_path=${schema}` };
  }
}

/** One listener's view of the session that all of them share. */
class SharedSession extends EventEmitter implements PgPoolClient {
  constructor(
    private readonly session: Client,
    private readonly turns: OneAtATime,
  ) {
    super();
    this.setMaxListeners(0);
    session.on('notification', this.notify);
    session.on('error', this.fail);
  }

  async query<Row>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<Row>> {
    const answer = await this.turns.run(() => this.session.query(text, params as unknown[]));
    return answer as unknown as PgQueryResult<Row>;
  }

  release(): void {
    this.session.off('notification', this.notify);
    this.session.off('error', this.fail);
    this.removeAllListeners();
  }

  private readonly notify = (notification: Notification): void => {
    this.emit('notification', notification);
  };

  private readonly fail = (error: Error): void => {
    if (this.listenerCount('error') > 0) this.emit('error', error);
  };
}

/** BullMQ's connection on a {@link ServerQueuePool}; by itself it takes any pool's tables to be in `bullmq`. */
export class SharedConnection extends PostgresConnection {
  override readonly schema: string;

  constructor(pool: ServerQueuePool, schema: string) {
    super(pool);
    this.schema = schema;
  }
}
