import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Studies that peers were asked to send, and whose they must be. */
export class ExpectedStudies1764000022000 implements MigrationInterface {
  readonly name = 'ExpectedStudies1764000022000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table expected_studies (
      study_instance_uid text primary key,
      patient jsonb not null,
      until timestamptz(3) not null
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table expected_studies');
  }
}
