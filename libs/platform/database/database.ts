import type { EntityManager } from 'typeorm';

/**
 * The only door to the database. Repositories ask for `manager()` on every call and never keep it, so
 * that they join whatever transaction surrounds them.
 *
 * One embedded session serves everyone: never hold a transaction across inference, blob writes or the network.
 */
export abstract class Database {
  /** The manager of the surrounding transaction; outside of one, each statement commits by itself. */
  abstract manager(): EntityManager;

  /**
   * Runs one statement whose plan the session keeps under `name`, joining the surrounding transaction. For what is
   * run over and over: planning a long statement costs more than most of them do. One name, one text.
   */
  abstract prepared<Row extends object>(
    name: string,
    text: string,
    parameters: readonly unknown[],
  ): Promise<Row[]>;

  /** Runs `work` in one transaction, joining the surrounding one; any error rolls all of it back. */
  abstract transaction<T>(work: () => Promise<T>): Promise<T>;

  /** Calls `listener` after each commit. Rolled-back transactions are silent. Returns how to stop. */
  abstract onCommit(listener: () => void): () => void;
}
