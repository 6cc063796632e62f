import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a reader's state of a study is made of, kept up to date by triggers in the transaction that changes it, and the
 * order of the worklist made of that. Each trigger writes its own columns only: two transactions that concern one study
 * take turns at its row and neither writes what it has read before the other came. They write before the audit trail
 * is appended to, whose lock comes last everywhere.
 */
export class WorklistEntries1764000027000 implements MigrationInterface {
  readonly name = 'WorklistEntries1764000027000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [TABLE, ...INDEXES, ...TRIGGERS, FILL]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, name] of NAMES) {
      await runner.query(`drop trigger if exists ${name}_changed on ${table}`);
      await runner.query(`drop trigger ${name} on ${table}`);
      await runner.query(`drop function ${name}()`);
    }
    await runner.query('drop table worklist_entries');
  }
}

const NAMES = [
  ['studies', 'worklist_of_study'],
  ['reports', 'worklist_of_report'],
  ['draft_refusals', 'worklist_of_refusal'],
  ['dead_letters', 'worklist_of_dead_letter'],
] as const;

const IS_SIGNED = `coalesce(report_status in ('final', 'appended', 'amended', 'corrected'), false)`;
const TABLE = `create table worklist_entries (
  study_instance_uid text primary key references studies (study_instance_uid) on delete cascade,
  received_ms bigint not null,
  study_state text not null,
  deleted boolean not null,
  report_status text,
  edited boolean not null default false,
  urgency smallint not null default 2,
  refused boolean not null default false,
  given_up boolean not null default false,
  state text not null generated always as (case
    when ${IS_SIGNED} then 'signed'
    when report_status = 'preliminary' and edited then 'in-progress'
    when report_status = 'preliminary' then 'drafted'
    when report_status is not null then 'failed'
    when study_state = 'receiving' then 'receiving'
    when refused then 'refused'
    when given_up then 'failed'
    else 'awaiting-draft' end) stored,
  rank smallint not null generated always as (case when ${IS_SIGNED} then 3 else urgency end) stored,
  place bigint not null generated always as (case when ${IS_SIGNED} then -received_ms else received_ms end) stored
)`;
const INDEXES = [
  `create index worklist_entries_order on worklist_entries (rank, place, study_instance_uid) where not deleted`,
  `create index worklist_entries_state on worklist_entries (state, rank, place, study_instance_uid) where not deleted`,
];

const URGENCY = `case when %.critical then 0 when cardinality(%.present_findings) > 0 then 1 else 2 end`;
const urgencyOf = (row: string): string => URGENCY.replaceAll('%', row);
const millisecondsOf = (row: string): string =>
  `(extract(epoch from ${row}.first_received_at) * 1000)::bigint`;
const trigger = (name: string, body: string): string =>
  `create function ${name}() returns trigger language plpgsql as $$ begin ${body} return null; end $$`;

const TRIGGERS = [
  trigger(
    'worklist_of_study',
    `insert into worklist_entries (study_instance_uid, received_ms, study_state, deleted)
      values (new.study_instance_uid, ${millisecondsOf('new')}, new.state, new.deleted_at is not null)
      on conflict (study_instance_uid) do update set received_ms = excluded.received_ms,
        study_state = excluded.study_state, deleted = excluded.deleted;`,
  ),
  `create trigger worklist_of_study after insert on studies for each row execute function worklist_of_study()`,
  `create trigger worklist_of_study_changed after update on studies for each row
    when (old.state is distinct from new.state or (old.deleted_at is null) <> (new.deleted_at is null)
      or old.first_received_at <> new.first_received_at)
    execute function worklist_of_study()`,
  trigger(
    'worklist_of_report',
    `update worklist_entries set report_status = new.status, edited = new.edited_by_person, urgency = ${urgencyOf('new')}
      where study_instance_uid = new.study_instance_uid;`,
  ),
  `create trigger worklist_of_report after insert or update on reports for each row
    execute function worklist_of_report()`,
  trigger(
    'worklist_of_refusal',
    `update worklist_entries set refused = true where study_instance_uid = new.study_instance_uid;`,
  ),
  `create trigger worklist_of_refusal after insert on draft_refusals for each row
    execute function worklist_of_refusal()`,
  trigger(
    'worklist_of_dead_letter',
    `update worklist_entries set given_up = true where study_instance_uid = new.payload ->> 'studyInstanceUid';`,
  ),
  `create trigger worklist_of_dead_letter after insert on dead_letters for each row
    execute function worklist_of_dead_letter()`,
];

const FILL = `insert into worklist_entries (study_instance_uid, received_ms, study_state, deleted, report_status, edited,
    urgency, refused, given_up)
  select study.study_instance_uid, ${millisecondsOf('study')}, study.state, study.deleted_at is not null,
    report.status, coalesce(report.edited_by_person, false), ${urgencyOf('report')},
    exists (select from draft_refusals where draft_refusals.study_instance_uid = study.study_instance_uid),
    exists (select from dead_letters where payload ->> 'studyInstanceUid' = study.study_instance_uid)
  from studies study left join reports report on report.study_instance_uid = study.study_instance_uid`;
