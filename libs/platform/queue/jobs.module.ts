import { setTimeout as wait } from 'node:timers/promises';
import {
  Injectable,
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, Reflector } from '@nestjs/core';
import { Clock } from '@wetread/kernel';
import { AppConfig } from '../config/app-config';
import { poolOf } from '../database/data-source';
import { OpenConnection } from '../database/open-connection';
import { Database } from '../database/database';
import { Logger } from '../log/logger';
import { BullmqJobQueue } from './bullmq-job-queue';
import { EventLocks } from './event-locks';
import { EventWorker, type TypeHandlers } from './event-worker';
import { HANDLES_EVENT, type EventHandler, type HandlerOptions } from './handles-event.decorator';
import { OutboxDispatcher } from './outbox-dispatcher';
import { OutboxRepository } from './outbox.repository';
import { queueBackend } from './queue-backend';

/** In one process commits wake the dispatcher; polling only backs that up. The queue dies with its database. */
const exclusiveTimes = { pollMs: 5_000, reconcileMs: Infinity };
/** Other processes commit too, and a queue server may lose what it accepted. */
const sharedTimes = { pollMs: 500, reconcileMs: 20_000 };

/** How long handlers may go on when the process is told to stop: as long as associations may. */
const GRACE_MS = 20_000;

/** Starts the handlers of all imported rooms once the application is up, and stops them first when it goes down. */
@Injectable()
class JobRunner implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private stopped: Promise<void> = Promise.resolve();
  private stopAll: () => Promise<void> = async () => undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly config: AppConfig,
    private readonly connection: OpenConnection,
    private readonly database: Database,
    private readonly outbox: OutboxRepository,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const handlers = this.discoverHandlers();
    const types = handlers.map(({ type }) => type);
    const backend = queueBackend(this.config, this.connection);
    const queue = new BullmqJobQueue(backend, this.logger);
    const { database, outbox, clock, logger } = this;
    const locks = new EventLocks(this.connection.embedded ? null : poolOf(this.connection.dataSource));
    const worker = new EventWorker(handlers, outbox, queue, locks, logger);
    const reconcile = (): Promise<void> => worker.reconcile();
    const times = backend.exclusive ? exclusiveTimes : sharedTimes;
    const dispatcher = new OutboxDispatcher(database, outbox, queue, logger, {
      types,
      clock,
      reconcile,
      ...times,
    });

    // Nobody else sees an exclusive queue: all in it is a dead process's, and the outbox has the same and more.
    // Starting empty resumes at once what would otherwise wait for its lock to expire.
    if (backend.exclusive) for (const type of types) await queue.clear(type);
    await worker.start();
    dispatcher.start();
    this.stopAll = async () => {
      const graceOver = wait(GRACE_MS, undefined, { ref: false });
      // A handler that hangs may hold the only session of an embedded database, for which the dispatcher waits too.
      await Promise.race([dispatcher.stop(), graceOver]);
      // Of what goes on the locks end with the process: nobody begins it anew before.
      if (await queue.close(graceOver)) await locks.close();
    };
    logger.info({ events: types }, 'working off events');
  }

  /** At the first step of the shutdown, so that handlers come to their end while associations do. */
  onModuleDestroy(): void {
    this.stopped = this.stopAll();
    // Awaited, and told, at the next step.
    this.stopped.catch(() => undefined);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stopped;
  }

  private discoverHandlers(): TypeHandlers[] {
    const reflector = new Reflector();
    const byType = new Map<string, TypeHandlers & { handlers: EventHandler[] }>();
    for (const { metatype, instance } of this.discovery.getProviders()) {
      if (!metatype || !instance) continue;
      const marked = reflector.get<({ type: string } & HandlerOptions) | undefined>(HANDLES_EVENT, metatype);
      if (!marked) continue;
      const known = byType.get(marked.type) ?? { type: marked.type, concurrency: 1, handlers: [] };
      if (!known.handlers.includes(instance as EventHandler)) known.handlers.push(instance as EventHandler);
      known.concurrency = Math.max(known.concurrency ?? 1, marked.concurrency ?? 1);
      byType.set(marked.type, known);
    }
    return [...byType.values()];
  }
}

/** The worker role: import it in an application, and the `@HandlesEvent` classes of its rooms run. */
@Module({ imports: [DiscoveryModule], providers: [JobRunner] })
export class JobsModule {}
