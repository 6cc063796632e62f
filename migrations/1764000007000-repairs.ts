import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Faults of a stored picture that were undone before it was read, and what a report says of them. */
export class Repairs1764000007000 implements MigrationInterface {
  readonly name = 'Repairs1764000007000';

  async up(runner: QueryRunner): Promise<void> {
    // What was read before knew no repairs, and a default that is a constant rewrites no row.
    await runner.query(`alter table inferences add column repairs jsonb not null default '[]'`);
    await runner.query(`alter table report_revisions add column notes jsonb not null default '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table report_revisions drop column notes');
    await runner.query('alter table inferences drop column repairs');
  }
}
