import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['delivery_attempts', 'deliveries', 'destinations'];

/** Where results go, and the ledger of what went there. */
export class Delivery1764000011000 implements MigrationInterface {
  readonly name = 'Delivery1764000011000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      `create table destinations (
        id uuid primary key,
        name text not null unique,
        kind text not null check (kind in ('dicom', 'stow', 'hl7-mllp', 'fhir', 'webhook')),
        target jsonb not null,
        formats text[] not null,
        sends text not null check (sends in ('signed', 'drafts-too')),
        timeout_seconds integer not null,
        retry jsonb not null,
        active boolean not null,
        last_success_at timestamptz(3),
        last_failure_at timestamptz(3),
        last_cause text,
        consecutive_failures integer not null default 0,
        paused_until timestamptz(3),
        created_at timestamptz(3) not null,
        updated_at timestamptz(3) not null
      )`,
      `create table deliveries (
        id uuid primary key,
        destination_id uuid not null references destinations (id),
        report_id uuid not null references reports (id),
        revision integer not null,
        status text not null,
        study_instance_uid text not null,
        format text not null,
        state text not null check (state in
          ('pending', 'sending', 'retrying', 'delivered', 'dead', 'skipped', 'superseded')),
        message_id text,
        content_hash text,
        attempts integer not null default 0,
        attempts_before integer not null default 0,
        next_attempt_at timestamptz(3) not null,
        cause text,
        created_at timestamptz(3) not null,
        delivered_at timestamptz(3),
        unique (destination_id, report_id, revision, format),
        check ((message_id is null) = (content_hash is null))
      )`,
      `create index deliveries_open on deliveries (destination_id, next_attempt_at)
        where state in ('pending', 'sending', 'retrying')`,
      `create index deliveries_newest on deliveries (created_at desc, id)`,
      `create index deliveries_report on deliveries (report_id)`,
      `create index deliveries_study on deliveries (study_instance_uid)`,
      `create table delivery_attempts (
        delivery_id uuid not null references deliveries (id),
        number integer not null,
        started_at timestamptz(3) not null,
        ended_at timestamptz(3),
        outcome text,
        code text,
        answer text,
        primary key (delivery_id, number)
      )`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`drop table ${table}`);
  }
}
