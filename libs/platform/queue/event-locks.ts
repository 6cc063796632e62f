import type { Pool, PoolClient } from 'pg';
import { OneAtATime } from './one-at-a-time';

// The second argument keeps these keys apart from those of other rooms.
const TRY = `select pg_try_advisory_lock(hashtextextended($1, 5)) as held`;
const RELEASE = `select pg_advisory_unlock(hashtextextended($1, 5))`;

/**
 * Sees to it that one event is worked off by one worker at a time. A queue alone cannot: an emptied Redis is given a
 * job again while its first copy still runs, and a worker that was silent for too long is taken for dead. On a server
 * the locks are those of one database session per process: they end when the process does, however it ends.
 */
export class EventLocks {
  private readonly held = new Set<string>();
  private readonly turns = new OneAtATime();
  private session: Promise<PoolClient> | null = null;

  /** @param sessions of the database server; null where no other process can be at work */
  constructor(private readonly sessions: Pool | null) {}

  /** @returns how to let go of the event; null while somebody else works on it */
  async hold(outboxId: string): Promise<(() => Promise<void>) | null> {
    // A session may take its own lock twice: two jobs of this process are told apart here.
    if (this.held.has(outboxId)) return null;
    this.held.add(outboxId);
    try {
      if (await this.lock(outboxId)) return () => this.release(outboxId);
    } catch (error) {
      this.held.delete(outboxId);
      throw error;
    }
    this.held.delete(outboxId);
    return null;
  }

  async close(): Promise<void> {
    const session = await this.session?.catch(() => null);
    this.session = null;
    session?.release(true);
  }

  private async lock(outboxId: string): Promise<boolean> {
    if (!this.sessions) return true;
    const session = await this.open(this.sessions);
    const { rows } = await this.turns.run(() => session.query<{ held: boolean }>(TRY, [outboxId]));
    return rows[0]?.held ?? false;
  }

  private async release(outboxId: string): Promise<void> {
    this.held.delete(outboxId);
    // A session that is gone has let go of everything already.
    const session = await this.session?.catch(() => null);
    if (session) await this.turns.run(() => session.query(RELEASE, [outboxId])).catch(() => undefined);
  }

  private open(sessions: Pool): Promise<PoolClient> {
    if (this.session) return this.session;
    const opening = sessions.connect();
    // Errors may come more than once, and from a session that has been replaced.
    const lost = (session?: PoolClient): void => {
      if (this.session !== opening) return;
      this.session = null;
      session?.release(true);
    };
    this.session = opening;
    opening.then(
      (session) => session.on('error', () => lost(session)),
      () => lost(),
    );
    return opening;
  }
}
