import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which rules of their IODs the objects of a study break, as of its newest completion. */
export class Conformance1764000016000 implements MigrationInterface {
  readonly name = 'Conformance1764000016000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table study_conformance (
      study_instance_uid text primary key references studies (study_instance_uid),
      completion integer not null,
      checked_at timestamptz not null,
      instances integer not null,
      unreadable integer not null,
      findings jsonb not null
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table study_conformance');
  }
}
