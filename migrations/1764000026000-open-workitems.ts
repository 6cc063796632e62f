import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever polls for tasks asks for those that are scheduled, of which there are few among all that are kept. */
export class OpenWorkitems1764000026000 implements MigrationInterface {
  readonly name = 'OpenWorkitems1764000026000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index workitems_open_order on workitems (priority, created_at, uid)
        where state in ('SCHEDULED', 'IN PROGRESS')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index workitems_open_order');
  }
}
