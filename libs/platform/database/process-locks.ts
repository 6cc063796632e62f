import type { Pool, PoolClient } from 'pg';

// The second argument keeps these keys apart from those of other rooms.
const TRY = `select pg_try_advisory_lock(hashtextextended($1, 6)) as held`;
// The server, too, must learn soon that our machine is gone: a minute instead of hours.
const WATCH = `set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3`;

export interface ProcessLock {
  release(): Promise<void>;
}

/** Names that one process at a time may hold, of all that share the database. */
export abstract class ProcessLocks {
  /** Whether there is no other process: the embedded database has one owner. */
  abstract readonly isAlone: boolean;
  /**
   * @param onLost the lock may be another's now: its session has ended
   * @returns null while another process holds it
   */
  abstract tryHold(name: string, onLost?: () => void): Promise<ProcessLock | null>;
}

/**
 * Each lock is one of a database session of its own: it needs no renewal and no clock, and ends with the process, however
 * that ends (ADR 17).
 */
export class SessionProcessLocks extends ProcessLocks {
  readonly isAlone = false;

  constructor(private readonly sessions: Pool) {
    super();
  }

  async tryHold(name: string, onLost = (): void => undefined): Promise<ProcessLock | null> {
    const session = await this.sessions.connect();
    let isHeld = false;
    // A session that ends tells so more than once.
    const ended = (): void => {
      if (isHeld) onLost();
      isHeld = false;
    };
    session.on('error', ended);
    session.on('end', ended);
    try {
      isHeld = await take(session, name);
    } finally {
      if (!isHeld) session.release(true);
    }
    if (!isHeld) return null;
    return {
      release: async () => {
        if (!isHeld) return;
        isHeld = false;
        session.release(true);
      },
    };
  }
}

async function take(session: PoolClient, name: string): Promise<boolean> {
  await session.query(WATCH);
  const { rows } = await session.query<{ held: boolean }>(TRY, [name]);
  return rows[0]?.held ?? false;
}

/** Where this process is the only one. */
export class LoneProcessLocks extends ProcessLocks {
  readonly isAlone = true;

  async tryHold(): Promise<ProcessLock> {
    return { release: async () => undefined };
  }
}
