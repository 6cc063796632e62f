import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['storage_commitments', 'application_entities'];

/** The DICOM peers that are known, and storage commitment in both directions. */
export class Dimse1764000015000 implements MigrationInterface {
  readonly name = 'Dimse1764000015000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      `create table application_entities (
        ae_title text primary key,
        addresses text[] not null default '{}',
        host text,
        port integer,
        tls jsonb,
        rights text[] not null,
        updated_at timestamptz(3) not null,
        check ((host is null) = (port is null))
      )`,
      // Direction 'asked-of-us': we answer for what a peer has sent. 'asked-by-us': a peer answers for what we sent.
      `create table storage_commitments (
        id uuid primary key default gen_random_uuid(),
        direction text not null check (direction in ('asked-of-us', 'asked-by-us')),
        ae_title text not null,
        transaction_uid text not null,
        referenced jsonb not null,
        state text not null check (state in ('waiting', 'answered', 'unreachable')),
        failed jsonb,
        attempts integer not null default 0,
        requested_at timestamptz(3) not null,
        answered_at timestamptz(3),
        unique (direction, ae_title, transaction_uid)
      )`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`drop table ${table}`);
  }
}
