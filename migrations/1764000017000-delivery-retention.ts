import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Destinations retire, and what was sent is forgotten when its time is over. */
export class DeliveryRetention1764000017000 implements MigrationInterface {
  readonly name = 'DeliveryRetention1764000017000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      'alter table destinations add column retired_at timestamptz(3)',
      'alter table destinations drop constraint destinations_name_key',
      'create unique index destinations_name_key on destinations (name) where retired_at is null',
      'alter table deliveries add column may_have_arrived boolean not null default false',
      'update deliveries set may_have_arrived = true where message_id is not null',
      'alter table deliveries add column message_forgotten_at timestamptz(3)',
      `create index deliveries_forgettable on deliveries (destination_id, next_attempt_at)
        where state in ('delivered', 'skipped', 'superseded')
          and message_id is not null and message_forgotten_at is null`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const statements = [
      'drop index deliveries_forgettable',
      'alter table deliveries drop column message_forgotten_at',
      'alter table deliveries drop column may_have_arrived',
      'drop index destinations_name_key',
      'alter table destinations add constraint destinations_name_key unique (name)',
      'alter table destinations drop column retired_at',
    ];
    for (const statement of statements) await runner.query(statement);
  }
}
