import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ended workitems are removed in time; a subscriber to all of them can let go of one (PS3.4 CC.2.3). */
export class WorkitemRetention1764000018000 implements MigrationInterface {
  readonly name = 'WorkitemRetention1764000018000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      'alter table workitem_subscriptions add column released boolean not null default false',
      // A suspended global subscription is none; what it leaves are subscriptions to single workitems.
      `insert into workitem_subscriptions (subscriber, target, deletion_lock, suspended, created_at)
        select global.subscriber, workitem.uid, global.deletion_lock, false, global.created_at
        from workitem_subscriptions global cross join workitems workitem
        where global.suspended and global.target = '1.2.840.10008.5.1.4.34.5'
        on conflict do nothing`,
      'delete from workitem_subscriptions where suspended',
      'alter table workitem_subscriptions drop column suspended',
      `create index workitems_ended on workitems (modified_at, uid) where state in ('COMPLETED', 'CANCELED')`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const statements = [
      'drop index workitems_ended',
      'delete from workitem_subscriptions where released',
      'alter table workitem_subscriptions drop column released',
      'alter table workitem_subscriptions add column suspended boolean not null default false',
    ];
    for (const statement of statements) await runner.query(statement);
  }
}
