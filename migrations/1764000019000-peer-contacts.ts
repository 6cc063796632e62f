import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When peers were last heard of, which message merged patients, and which doubts about a patient are settled. */
export class PeerContacts1764000019000 implements MigrationInterface {
  readonly name = 'PeerContacts1764000019000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      // By calling AE title, registered or not: a stranger's call is what an integrator looks for.
      `create table application_entity_contacts (
        ae_title text primary key,
        seen_at timestamptz(3),
        seen_address text,
        refused_at timestamptz(3),
        refused_address text,
        refused_because text,
        heard_at timestamptz(3) not null
      )`,
      // Who told the merge, and its MSH-10.
      `alter table patients add column merged_by text, add column merged_message text`,
      `alter table identity_notes
        add column settled_at timestamptz(3),
        add column settled_by text,
        add column settled_reason text`,
      `create index identity_notes_newest on identity_notes (last_at desc)`,
      `create index orders_changed on orders (updated_at desc)`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index identity_notes_newest');
    await runner.query('drop index orders_changed');
    await runner.query(
      `alter table identity_notes drop column settled_at, drop column settled_by, drop column settled_reason`,
    );
    await runner.query('alter table patients drop column merged_by, drop column merged_message');
    await runner.query('drop table application_entity_contacts');
  }
}
