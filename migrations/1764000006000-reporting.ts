import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['draft_proposals', 'draft_refusals', 'report_revisions', 'reports'];

/** Reports with every revision, refusals to draft, and drafts that came too late to replace a person's work. */
export class Reporting1764000006000 implements MigrationInterface {
  readonly name = 'Reporting1764000006000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      // The row of the report repeats what the worklist sorts by; the revisions are the record.
      `create table reports (
        id uuid primary key,
        study_instance_uid text not null unique references studies (study_instance_uid),
        status text not null check (status in
          ('preliminary', 'final', 'appended', 'amended', 'corrected', 'cancelled', 'entered-in-error')),
        revision integer not null check (revision >= 1),
        edited_by_person boolean not null default false,
        critical boolean not null default false,
        critical_acknowledged boolean not null default false,
        present_findings text[] not null default '{}',
        marks text[] not null default '{}',
        signer_id text,
        signer_name text,
        signed_at timestamptz(3),
        created_at timestamptz(3) not null,
        updated_at timestamptz(3) not null,
        check ((signed_at is null) = (signer_id is null))
      )`,
      `create table report_revisions (
        report_id uuid not null references reports (id),
        revision integer not null,
        status text not null,
        author_kind text not null check (author_kind in ('model', 'person')),
        author_id text not null,
        author_name text not null,
        reason text,
        sentences jsonb not null,
        findings jsonb not null,
        model jsonb,
        marks jsonb not null,
        inference_id uuid not null references inferences (id),
        completion integer not null,
        content_hash text not null,
        created_at timestamptz(3) not null,
        primary key (report_id, revision)
      )`,
      // An inference makes one draft, however often its event is delivered.
      `create unique index report_revisions_drafted on report_revisions (inference_id) where author_kind = 'model'`,
      `create function refuse_revision_change() returns trigger language plpgsql as $$
      begin
        raise exception 'revisions of reports are kept as written: % refused', tg_op
          using errcode = 'insufficient_privilege';
      end $$`,
      `create trigger report_revisions_kept before update or delete or truncate on report_revisions
        for each statement execute function refuse_revision_change()`,
      `create table draft_refusals (
        inference_id uuid primary key references inferences (id),
        study_instance_uid text not null references studies (study_instance_uid),
        completion integer not null,
        code text not null,
        reason text not null,
        created_at timestamptz(3) not null
      )`,
      `create index draft_refusals_study on draft_refusals (study_instance_uid, completion desc)`,
      `create table draft_proposals (
        inference_id uuid primary key references inferences (id),
        report_id uuid not null references reports (id),
        completion integer not null,
        reason text not null,
        content jsonb not null,
        created_at timestamptz(3) not null
      )`,
      `create index draft_proposals_report on draft_proposals (report_id, completion desc)`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`drop table ${table}`);
    await runner.query('drop function refuse_revision_change');
  }
}
