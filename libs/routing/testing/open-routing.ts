import { Global, Module, type Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { AuditTrail, DatabaseAuditTrail } from '@wetread/audit';
import { Studies, StudyIntake } from '@wetread/imaging-study';
import { Clock } from '@wetread/kernel';
import { AppConfig, createLogger, Database, loadConfig, Logger, Outbox } from '@wetread/platform';
import { Orders } from '@wetread/orders';
import type { HandClock } from '@wetread/testing';
import { InstalledModels } from '../domain/installed-models';
import { type PriorArchive, PriorArchives } from '../domain/priors/prior-archive';
import { routingProviders } from '../routing.providers';
import { PeerCalls } from '../infrastructure/priors/configured-archives';
import type { DataSource } from 'typeorm';
import { HeldStudies } from './held-studies';

/** An event that was told and is not yet delivered. */
export interface ToldEvent {
  readonly type: string;
  readonly payload: Record<string, unknown>;
  readonly not_before: Date;
}

@Global()
@Module({})
class GivenBelow {}

/** As much of a test database as the room needs. */
export interface RoutingDatabase {
  readonly database: Database;
  readonly dataSource: DataSource;
  readonly outbox: Outbox;
  close(): Promise<void>;
}

/** The room on a database of its own, which it closes, above studies that the spec holds. */
export async function openRouting(test: RoutingDatabase, clock: HandClock) {
  const held = new HeldStudies(test.dataSource);
  /** What every source of priors is. */
  const archive: { current: PriorArchive | null } = { current: null };
  const config = loadConfig({ WETREAD_LOG_LEVEL: 'silent', WETREAD_TIME_ZONE: 'UTC' });
  const below = [
    { provide: AppConfig, useValue: config },
    { provide: AuditTrail, useValue: new DatabaseAuditTrail(test.database, clock) },
    { provide: Clock, useValue: clock },
    { provide: Database, useValue: test.database },
    { provide: InstalledModels, useValue: { filmReaders: async () => ['toy@0.0.1'] } },
    { provide: Logger, useValue: createLogger({ level: 'silent' }) },
    { provide: Outbox, useValue: test.outbox },
    { provide: Orders, useValue: { forStudy: async () => held.order } },
    { provide: Studies, useValue: held.studies },
    { provide: StudyIntake, useValue: held.intake },
  ];
  const exports = below.map(({ provide }) => provide);
  const module: TestingModule = await Test.createTestingModule({
    imports: [{ module: GivenBelow, providers: below, exports }],
    providers: routingProviders.filter((provider) => provider !== PeerCalls),
  })
    .overrideProvider(PriorArchives)
    .useValue({ open: () => archive.current })
    .compile();
  return {
    archive,
    clock,
    held,
    get: <T>(token: Type<T> | (abstract new (...args: never[]) => T)): T =>
      module.get(token as Type<T>, { strict: false }),
    events: (): Promise<ToldEvent[]> =>
      test.dataSource.query(`select type, payload, not_before from outbox_events order by not_before, type`),
    audited: async (action: string) =>
      (await module.get(AuditTrail, { strict: false }).page({ action: action as 'routed' })).entries,
    query: <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> =>
      test.dataSource.query(sql, parameters),
    close: async () => {
      await module.close();
      await test.close();
    },
  };
}

export type OpenRouting = Awaited<ReturnType<typeof openRouting>>;
