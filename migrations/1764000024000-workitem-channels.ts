import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which event channel of a subscriber is its newest, whatever process holds it. */
export class WorkitemChannels1764000024000 implements MigrationInterface {
  readonly name = 'WorkitemChannels1764000024000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table workitem_channels (
      subscriber text primary key,
      channel uuid not null,
      opened_at timestamptz not null
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table workitem_channels');
  }
}
