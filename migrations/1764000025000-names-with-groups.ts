import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A name is sought in its beginning, which `studies_by_name` serves, and in each group of those names that have several:
 * without an index of these few, PostgreSQL reads all studies for either.
 */
export class NamesWithGroups1764000025000 implements MigrationInterface {
  readonly name = 'NamesWithGroups1764000025000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index studies_by_name_groups on studies (study_instance_uid) where search_name like '%=%'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index studies_by_name_groups');
  }
}
