import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Logger } from '../log/logger';
import { Database } from './database';
import { OpenConnection } from './open-connection';

const EVERY_MS = 15_000;

/** Counters of the session reach the views a second later else. */
const COUNT_NOW = 'select pg_stat_force_next_flush()';

/**
 * Tables of which a fifth has changed since they were last looked after, by autovacuum's counters; they are lost when
 * the process is killed, and then growth tells.
 */
const CHANGED = `
  select format('%I.%I', namespace.nspname, class.relname) as name
  from pg_class class join pg_namespace namespace on namespace.oid = class.relnamespace
    join pg_stat_all_tables counted on counted.relid = class.oid
  where class.relkind = 'r' and namespace.nspname in ('public', 'bullmq') and (
    greatest(counted.n_dead_tup, counted.n_mod_since_analyze) > 50 + 0.2 * greatest(class.reltuples, 0)
    or pg_relation_size(class.oid) / current_setting('block_size')::int > class.relpages * 1.25 + 4)
  order by pg_relation_size(class.oid)`;

/**
 * What autovacuum does on a server, which the embedded database has not: it is one process. Without statistics the
 * planner reads whole indexes where it needs a row, and the places of dead rows are never used again.
 *
 * One statement a table: whoever waits for the only session waits for one table at most.
 */
@Injectable()
export class EmbeddedUpkeep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private isDue = true;
  private timer?: NodeJS.Timeout;
  private stopListening?: () => void;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly connection: OpenConnection,
    private readonly database: Database,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.connection.embedded) return;
    this.stopListening = this.database.onCommit(() => (this.isDue = true));
    this.timer = setInterval(() => this.tendIfDue(), EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.stopListening?.();
    await this.running;
  }

  /** Looks after every table that has changed enough; returns their names. */
  async tend(): Promise<string[]> {
    const manager = this.database.manager();
    await manager.query(COUNT_NOW);
    const changed = await manager.query<{ name: string }[]>(CHANGED);
    // A tenth of PostgreSQL's sample: with a JSON column the whole of it costs a second.
    if (changed.length > 0) await manager.query('set default_statistics_target = 10');
    for (const { name } of changed) await manager.query(`vacuum (analyze, truncate false) ${name}`);
    return changed.map(({ name }) => name);
  }

  private tendIfDue(): void {
    if (!this.isDue) return;
    this.isDue = false;
    this.running = this.running
      .then(() => this.tend())
      // It is tried again after the next commit; nothing depends on it but speed and room.
      .catch((error: unknown) => this.logger.warn({ error }, 'the database was not looked after'));
  }
}
