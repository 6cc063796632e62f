import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The earlier film that a reading and its report were compared with. */
export class Priors1764000008000 implements MigrationInterface {
  readonly name = 'Priors1764000008000';

  async up(runner: QueryRunner): Promise<void> {
    // What was read before was compared with nothing; a column without a default rewrites no row.
    await runner.query('alter table inferences add column prior jsonb');
    await runner.query('alter table report_revisions add column prior jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table report_revisions drop column prior');
    await runner.query('alter table inferences drop column prior');
  }
}
