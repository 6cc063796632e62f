import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a model read of each completion of a study. */
export class Inference1764000005000 implements MigrationInterface {
  readonly name = 'Inference1764000005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table inferences (
      id uuid primary key,
      study_instance_uid text not null references studies (study_instance_uid),
      completion integer not null,
      reason text not null,
      model_name text not null,
      model_version text not null,
      model_sha256 text not null,
      sop_instance_uid text references instances (sop_instance_uid),
      frame integer,
      status text not null check (status in ('read', 'refused')),
      refusal_code text,
      refusal_reason text,
      input_sha256 text,
      findings jsonb not null,
      gate jsonb,
      sentences jsonb not null,
      marks jsonb not null,
      milliseconds integer not null,
      created_at timestamptz not null,
      unique (study_instance_uid, completion, model_sha256),
      check ((status = 'refused') = (refusal_code is not null))
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table inferences');
  }
}
