import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Words and sounds of patients' and referring physicians' names, for fuzzy matching. `null` until they are made: rows
 * that are here already get theirs when the product starts.
 */
export class NameLexemes1764000023000 implements MigrationInterface {
  readonly name = 'NameLexemes1764000023000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table studies add column name_lexemes tsvector');
    await runner.query('create index studies_by_name_lexeme on studies using gin (name_lexemes)');
    await runner.query(
      'create index studies_without_name_lexemes on studies (study_instance_uid) where name_lexemes is null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table studies drop column name_lexemes');
  }
}
