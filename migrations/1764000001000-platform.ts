import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Platform1764000001000 implements MigrationInterface {
  name = 'Platform1764000001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE outbox_events (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        type text NOT NULL,
        key text NOT NULL,
        payload jsonb NOT NULL,
        starts integer NOT NULL DEFAULT 0,
        status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'dispatched')),
        not_before timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    // Equal waiting events coalesce, and only one event of a key is under way at a time.
    await queryRunner.query(`CREATE UNIQUE INDEX outbox_events_key ON outbox_events (type, key, status)`);
    await queryRunner.query(
      `CREATE INDEX outbox_events_due ON outbox_events (not_before) WHERE status = 'pending'`,
    );
    await queryRunner.query(`
      CREATE TABLE dead_letters (
        id uuid PRIMARY KEY,
        type text NOT NULL,
        key text NOT NULL,
        payload jsonb NOT NULL,
        error_code text NOT NULL,
        failed_at timestamptz NOT NULL
      )`);
    await queryRunner.query(`CREATE INDEX dead_letters_key ON dead_letters (type, key)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE dead_letters`);
    await queryRunner.query(`DROP TABLE outbox_events`);
  }
}
