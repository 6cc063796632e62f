import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the entries of the intake journal have been filed: one row. */
export class IntakeJournal1764000020000 implements MigrationInterface {
  readonly name = 'IntakeJournal1764000020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table intake_progress (
      one boolean primary key default true check (one),
      filed_up_to bigint not null
    )`);
    await runner.query('insert into intake_progress (filed_up_to) values (0)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table intake_progress');
  }
}
