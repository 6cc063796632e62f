import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  'prior_studies',
  'prior_fetches',
  'prior_sources',
  'routing_decisions',
  'routing_active_rules',
  'routing_rule_sets',
];

/** Versions of the rules, what they decided, and where priors come from. */
export class Routing1764000013000 implements MigrationInterface {
  readonly name = 'Routing1764000013000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      `create table routing_rule_sets (
        version integer primary key check (version >= 1),
        rules jsonb not null,
        author text not null,
        comment text not null,
        hash text not null,
        created_at timestamptz(3) not null
      )`,
      // Version 1 has no rules: the default rule decides. The hash is that of "[]".
      `insert into routing_rule_sets (version, rules, author, comment, hash, created_at) values
        (1, '[]', 'system', 'No rules: every study is drafted.',
         '4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945', now())`,
      `create table routing_active_rules (
        singleton boolean primary key default true check (singleton),
        version integer not null references routing_rule_sets (version),
        activated_by text not null,
        activated_at timestamptz(3) not null
      )`,
      `insert into routing_active_rules (version, activated_by, activated_at) values (1, 'system', now())`,
      `create table routing_decisions (
        study_instance_uid text not null references studies (study_instance_uid),
        completion integer not null,
        state text not null check (state in ('waiting', 'decided', 'superseded')),
        rule_set_version integer not null references routing_rule_sets (version),
        rule text not null,
        outcome jsonb not null,
        because jsonb not null,
        pictures integer not null,
        note text,
        waiting_since timestamptz(3),
        decided_at timestamptz(3) not null,
        primary key (study_instance_uid, completion)
      )`,
      `create table prior_sources (
        name text primary key,
        settings jsonb not null,
        active boolean not null,
        changed_at timestamptz(3) not null
      )`,
      `create table prior_fetches (
        study_instance_uid text primary key references studies (study_instance_uid),
        state text not null check (state in ('running', 'finished', 'given-up')),
        outcome jsonb not null,
        started_at timestamptz(3) not null,
        finished_at timestamptz(3)
      )`,
      // A prior is named here before its first instance arrives: no foreign key.
      `create table prior_studies (
        study_instance_uid text primary key,
        for_study_instance_uid text not null,
        source text not null,
        asked_at timestamptz(3) not null
      )`,
      // A rule may decline a draft before any model has looked: a refusal without an inference.
      `alter table draft_refusals drop constraint draft_refusals_pkey`,
      `alter table draft_refusals add column id uuid not null default gen_random_uuid() primary key`,
      `alter table draft_refusals alter column inference_id drop not null`,
      `create unique index draft_refusals_inference on draft_refusals (inference_id)`,
      `create unique index draft_refusals_declined on draft_refusals (study_instance_uid, completion)
        where inference_id is null`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('delete from draft_refusals where inference_id is null');
    await runner.query('drop index draft_refusals_declined');
    await runner.query('drop index draft_refusals_inference');
    await runner.query('alter table draft_refusals drop column id');
    await runner.query('alter table draft_refusals add primary key (inference_id)');
    for (const table of TABLES) await runner.query(`drop table ${table}`);
  }
}
