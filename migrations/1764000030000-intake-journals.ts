import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A journal for each process that takes objects in: how far each has been filed. */
export class IntakeJournals1764000030000 implements MigrationInterface {
  readonly name = 'IntakeJournals1764000030000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop table intake_progress');
    await runner.query(`create table intake_progress (
      journal text primary key,
      filed_up_to bigint not null
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table intake_progress');
    await runner.query(`create table intake_progress (
      one boolean primary key default true check (one),
      filed_up_to bigint not null
    )`);
    await runner.query('insert into intake_progress (filed_up_to) values (0)');
  }
}
