import { DomainError, SystemClock } from '@wetread/kernel';
import { poolOf } from '../database/data-source';
import { describeUnless, isInstalled, RedisServer, testDatabases, type TestDatabase } from '@wetread/testing';
import type { QueueConfig } from '../config/app-config';
import { createLogger } from '../log/logger';
import { BullmqJobQueue } from './bullmq-job-queue';
import { EventLocks } from './event-locks';
import { EventWorker, type TypeHandlers } from './event-worker';
import { OutboxDispatcher } from './outbox-dispatcher';
import type { EventPayload } from './outbox';
import { queueBackend } from './queue-backend';

class FilmUnreadable extends DomainError {
  readonly code = 'test.film-unreadable';
  readonly status = 'unavailable';
}

const logger = createLogger({ level: 'silent' });
const never = new Promise<never>(() => undefined);
const soon = (ms: number): Date => new Date(Date.now() + ms);

async function until(what: () => boolean | Promise<boolean>, withinMs = 45_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await what())) {
    if (Date.now() > deadline) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

interface Storage {
  open: () => Promise<TestDatabase>;
  /** A Redis beside the database, as production has it. */
  redis: boolean;
}

function events({ open, redis }: Storage): void {
  let test: TestDatabase;
  let server: RedisServer | null;
  let queueConfig: QueueConfig;
  let running: (() => Promise<void>)[];
  beforeAll(async () => {
    test = await open();
    server = redis ? await RedisServer.start() : null;
    queueConfig = server ? { kind: 'redis', url: server.url } : { kind: 'embedded' };
  });
  afterAll(async () => {
    await server?.kill();
    await test.close();
  });
  beforeEach(() => {
    running = [];
  });
  afterEach(async () => {
    for (const stop of running) await stop();
    await test.dataSource.query('TRUNCATE outbox_events, dead_letters');
  });

  /** What one worker process does; `kill` drops it as SIGKILL would: jobs stay active, nothing is told. */
  async function startProcess(types: TypeHandlers[], isFirst = true) {
    const backend = queueBackend({ database: test.config, queue: queueConfig }, test.connection);
    const queue = new BullmqJobQueue(backend, logger);
    const names = types.map(({ type }) => type);
    const locks = new EventLocks(test.connection.embedded ? null : poolOf(test.connection.dataSource));
    const worker = new EventWorker(types, test.outbox, queue, locks, logger);
    const options = {
      clock: new SystemClock(),
      types: names,
      pollMs: 60_000,
      reconcileMs: 60_000,
      reconcile: () => worker.reconcile(),
    };
    const dispatcher = new OutboxDispatcher(test.database, test.outbox, queue, logger, options);
    if (isFirst) for (const name of names) await queue.clear(name);
    await worker.start();
    dispatcher.start();
    running.push(async () => {
      await dispatcher.stop();
      await queue.close(never);
      await locks.close();
    });
    return { queue, dispatcher, worker, locks };
  }

  const handler = (type: string, handle: (payload: EventPayload) => Promise<void>, concurrency = 1) => ({
    type,
    concurrency,
    handlers: [{ handle }],
  });
  const add = (type: string, key: string, notBefore?: Date) =>
    test.outbox.add({ type, key, payload: { key }, notBefore });
  const left = async () => {
    const [row] = await test.dataSource.query<{ n: string }[]>('SELECT count(*) AS n FROM outbox_events');
    return Number(row?.n);
  };

  it('delivers what was committed, and nothing of what was rolled back', async () => {
    const seen: unknown[] = [];
    await startProcess([handler('film.stored', async ({ key }) => void seen.push(key), 4)]);
    const transactions = Array.from({ length: 40 }, (_, index) =>
      test.database.transaction(async () => {
        await add('film.stored', String(index));
        if (index % 4 === 0) throw new Error('rolled back');
      }),
    );
    await Promise.allSettled(transactions);
    await until(async () => (await left()) === 0);
    expect(seen).toHaveLength(30);
    expect(seen).not.toContain('0');
    expect(new Set(seen).size).toBe(30);
  });

  it('delivers upon the commit, without waiting for the next look', async () => {
    let arrived = 0;
    await startProcess([handler('film.urgent', async () => void (arrived += 1))]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const committed = performance.now();
    await add('film.urgent', '1');
    await until(() => arrived === 1);
    // The next look would be a minute away.
    expect(performance.now() - committed).toBeLessThan(30_000);
  });

  it('waits until an event is due, and lets a later equal event move it', async () => {
    const seen: { key: unknown; at: number }[] = [];
    await startProcess([handler('study.quiet', async ({ key }) => void seen.push({ key, at: Date.now() }))]);
    const began = Date.now();
    for (let arrival = 0; arrival < 4; arrival += 1) {
      await add('study.quiet', 'study 1', soon(600));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await until(() => seen.length > 0);
    await until(async () => (await left()) === 0);
    expect(seen).toHaveLength(1);
    expect((seen[0]?.at ?? 0) - began).toBeGreaterThanOrEqual(1200 - 5);
  });

  it('never handles two events of one key at once, however many workers there are', async () => {
    let inside = 0;
    let most = 0;
    let handled = 0;
    const handle = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 100));
      inside -= 1;
      handled += 1;
    };
    await startProcess([handler('study.completed', handle, 8)]);
    await add('study.completed', 'study 1');
    await until(() => inside === 1);
    await add('study.completed', 'study 1');
    await until(() => handled === 2);
    expect(most).toBe(1);
  });

  it('tries three times, then lays the event into the dead letters and tells of it', async () => {
    let attempts = 0;
    const told: EventPayload[] = [];
    await startProcess([
      handler('film.broken', async () => {
        attempts += 1;
        throw new FilmUnreadable('cannot read it');
      }),
      handler('job.dead-lettered', async (payload) => void told.push(payload)),
    ]);
    await add('film.broken', 'film 1');
    await until(() => told.length > 0);
    expect(attempts).toBe(3);
    expect(told[0]).toMatchObject({
      key: 'film 1',
      eventType: 'film.broken',
      eventKey: 'film 1',
      errorCode: 'test.film-unreadable',
    });
    await until(async () => (await left()) === 0);
    const letters = await test.dataSource.query('SELECT type, key, error_code FROM dead_letters');
    expect(letters).toEqual([{ type: 'film.broken', key: 'film 1', error_code: 'test.film-unreadable' }]);
  });

  it('succeeds at the second attempt as if nothing had been', async () => {
    let attempts = 0;
    await startProcess([
      handler('film.flaky', async () => {
        attempts += 1;
        if (attempts === 1) throw new Error('database was busy');
      }),
    ]);
    await add('film.flaky', 'film 1');
    await until(async () => (await left()) === 0);
    expect(attempts).toBe(2);
  });

  it('resumes at once what a killed process had begun, claimed or not yet claimed', async () => {
    // Begun: a handler that never returns, whose process is then forgotten rather than closed.
    let begun = 0;
    const stuck = () => {
      begun += 1;
      return new Promise<void>(() => undefined);
    };
    const { queue, dispatcher, locks } = await startProcess([handler('film.kill', stuck, 2)]);
    running = [];
    await add('film.kill', 'a');
    await add('film.kill', 'b');
    await until(() => begun === 2);
    await dispatcher.stop();
    await Promise.all(queue['workers'].map((worker) => worker.close(true)));
    await locks.close();
    // Claimed, but killed before the queue was told.
    await add('film.kill', 'c');
    await test.outbox.claimDue(['film.kill'], new Date(), 10);
    await add('film.kill', 'd');

    const seen: unknown[] = [];
    const restarted = Date.now();
    await startProcess([handler('film.kill', async ({ key }) => void seen.push(key), 2)]);
    await until(() => seen.length === 4);
    expect([...seen].sort()).toEqual(['a', 'b', 'c', 'd']);
    // BullMQ alone would wait for the dead process's locks to expire, half a minute.
    expect(Date.now() - restarted).toBeLessThan(25_000);
    await until(async () => (await left()) === 0);
    await queue.close(never);
  });

  it('gives the queue again what it has lost', async () => {
    const blocked: (() => void)[] = [];
    const { worker, queue } = await startProcess([
      handler('film.lost', () => new Promise<void>((resolve) => void blocked.push(resolve))),
    ]);
    await add('film.lost', 'under way');
    await add('film.lost', 'waiting');
    await until(async () => {
      const [row] = await test.dataSource.query<{ n: string }[]>(
        `SELECT count(*) AS n FROM outbox_events WHERE status = 'dispatched'`,
      );
      return blocked.length === 1 && row?.n === '2';
    });
    await queue['queues'].get('film.lost')?.drain();
    await worker.reconcile();
    blocked.shift()?.();
    // What was waiting was drained, yet it comes.
    await until(() => blocked.length === 1);
    blocked.shift()?.();
    await until(async () => (await left()) === 0);
    expect(blocked).toEqual([]);
  });

  it('gives an event up that has killed its process too often', async () => {
    await add('film.deadly', 'film 1');
    await test.dataSource.query('UPDATE outbox_events SET starts = 25');
    let handled = 0;
    await startProcess([handler('film.deadly', async () => void (handled += 1))]);
    const buried = async () =>
      (await test.dataSource.query<{ error_code: string }[]>('SELECT error_code FROM dead_letters'))[0];
    await until(async () => (await buried()) !== undefined);
    expect(handled).toBe(0);
    expect((await buried())?.error_code).toBe('platform.given-up-after-crashes');
  });

  it('is worked off by one process, though the queue has it twice', async () => {
    const ends: (() => void)[] = [];
    let most = 0;
    let inside = 0;
    const handle = async (): Promise<void> => {
      most = Math.max(most, (inside += 1));
      await new Promise<void>((resolve) => ends.push(resolve));
      inside -= 1;
    };
    const types = [handler('film.twice', handle, 2)];
    const one = await startProcess(types);
    // PGlite has one process and no other.
    const other = test.connection.embedded ? one : await startProcess(types, false);
    await add('film.twice', 'film 1');
    await until(() => ends.length === 1);
    const [job] = await test.outbox.dispatched(['film.twice']);
    expect(job).toBeDefined();
    const outcome = other.worker.run(job!);
    await expect(outcome).rejects.toMatchObject({ name: 'WorkedOffElsewhere' });
    ends.shift()?.();
    await until(async () => (await left()) === 0);
    // And when it is over, a copy that comes late finds nothing to do.
    await other.worker.run(job!);
    expect([most, ends]).toEqual([1, []]);
  });

  it('is not waited for without end when the process stops, and nobody else does it before that has', async () => {
    const ends: (() => void)[] = [];
    const hang = () => new Promise<void>((resolve) => void ends.push(resolve));
    const { queue, locks, dispatcher } = await startProcess([handler('film.hung', hang)]);
    running = [];
    await add('film.hung', 'film 1');
    await until(() => ends.length === 1);
    await dispatcher.stop();
    const began = performance.now();
    expect(await queue.close(new Promise((resolve) => setTimeout(resolve, 300)))).toBe(false);
    expect(performance.now() - began).toBeLessThan(3_000);

    // Another process, by its own locks; on PGlite there is none.
    if (!test.connection.embedded) {
      const others = new EventLocks(poolOf(test.connection.dataSource));
      const [job] = await test.outbox.dispatched(['film.hung']);
      expect(await others.hold(job!.outboxId)).toBeNull();
      // As the end of the process does it; the server takes a moment to see it.
      await locks.close();
      await until(async () => (await others.hold(job!.outboxId)) !== null);
      await others.close();
    }
    ends[0]!();
    await until(async () => (await left()) === 0);
  });

  // Only a Redis is a server of its own, which may be lost.
  if (!redis) return;

  it('loses nothing when Redis is emptied while events wait and are worked off', async () => {
    const seen: unknown[] = [];
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    const handle = async ({ key }: EventPayload): Promise<void> => {
      await opened;
      seen.push(key);
    };
    const { worker } = await startProcess([handler('film.flushed', handle, 2)]);
    for (let film = 0; film < 10; film += 1) await add('film.flushed', String(film));
    await until(async () => (await test.outbox.dispatched(['film.flushed'])).length === 10);
    await server!.flush();
    await worker.reconcile();
    open();
    await until(async () => (await left()) === 0);
    expect(seen.toSorted()).toEqual([...'0123456789']);
  });

  it('waits while Redis is away, and goes on when it is back and empty', async () => {
    const seen: unknown[] = [];
    await startProcess([handler('film.away', async ({ key }) => void seen.push(key))]);
    await add('film.away', 'before');
    await until(() => seen.length === 1);
    await server!.kill();
    await add('film.away', 'meanwhile');
    await until(async () => (await test.outbox.dispatched(['film.away'])).length === 1);
    await server!.revive();
    await until(async () => (await left()) === 0);
    expect(seen).toEqual(['before', 'meanwhile']);
  });
}

const NAME = 'events through outbox and BullMQ on';
const databases = testDatabases();
describe.each(databases)(`${NAME} $name`, ({ open }) => {
  events({ open, redis: false });
});
describeUnless(isInstalled('redis-server') ? null : 'not installed: redis-server', `${NAME} Redis`, () => {
  events({ open: databases.at(-1)!.open, redis: true });
});
