import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['workitem_events', 'workitem_subscriptions', 'workitems'];

/** Unified Procedure Steps (PS3.4 annex CC), who subscribed to them, and events that wait for their subscriber. */
export class Workitems1764000014000 implements MigrationInterface {
  readonly name = 'Workitems1764000014000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      `create table workitems (
        uid text primary key,
        state text not null check (state in ('SCHEDULED', 'IN PROGRESS', 'COMPLETED', 'CANCELED')),
        transaction_uid text,
        performed_here boolean not null default false,
        attributes jsonb not null,
        input_studies text[] not null default '{}',
        priority smallint not null,
        created_at timestamptz not null,
        modified_at timestamptz not null
      )`,
      `create index workitems_order on workitems (priority, created_at, uid)`,
      `create index workitems_open_inputs on workitems using gin (input_studies)
        where state in ('SCHEDULED', 'IN PROGRESS')`,
      `create table workitem_subscriptions (
        subscriber text not null,
        target text not null,
        deletion_lock boolean not null,
        filter text,
        suspended boolean not null default false,
        created_at timestamptz not null,
        primary key (subscriber, target)
      )`,
      `create index workitem_subscriptions_target on workitem_subscriptions (target)`,
      `create table workitem_events (
        id bigint generated always as identity primary key,
        subscriber text not null,
        message jsonb not null,
        created_at timestamptz not null
      )`,
      `create index workitem_events_subscriber on workitem_events (subscriber, id)`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`drop table ${table}`);
  }
}
