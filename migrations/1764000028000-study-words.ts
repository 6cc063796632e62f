import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the worklist is searched for, beside the studies and with an index for any part of a word. A table of its own: what
 * stands in it hardly ever changes, while rows of studies and of the worklist do again and again, each time with all
 * their indexes.
 *
 * A study and a merge that adds an ID to its patient at the same moment see each other: the one holds the patient by its
 * foreign key, the other wants it for itself, and whoever comes second reads after the first has committed.
 */
export class StudyWords1764000028000 implements MigrationInterface {
  readonly name = 'StudyWords1764000028000';

  async up(runner: QueryRunner): Promise<void> {
    // Inside the class, because the test database's template is keyed by its source text.
    const words = `select study.study_instance_uid,
      translate(lower(study.patient_name), '^=', '  ') || ' ' || lower(coalesce(study.accession_number, '')) || ' '
        || study.study_instance_uid || ' ' || coalesce((
          select string_agg(lower(patient.patient_id), ' ') from patients patient
          where patient.id = study.patient_id or patient.merged_into = study.patient_id), '')
      from studies study`;
    const write = (
      which: string,
    ): string => `insert into study_words (study_instance_uid, words) ${words} ${which}
      on conflict (study_instance_uid) do update set words = excluded.words;`;
    const statements = [
      `create table study_words (
        study_instance_uid text primary key references studies (study_instance_uid) on delete cascade,
        words text not null
      )`,
      `insert into study_words (study_instance_uid, words) ${words}`,
      `create function words_of_study() returns trigger language plpgsql as $$ begin
        perform from patients where id = new.patient_id for key share;
        ${write('where study.study_instance_uid = new.study_instance_uid')}
        return null;
      end $$`,
      `create function words_of_patient() returns trigger language plpgsql as $$ begin
        perform from patients where id = new.merged_into for update;
        ${write('where study.patient_id = new.merged_into')}
        return null;
      end $$`,
      `create trigger words_of_study after insert on studies for each row execute function words_of_study()`,
      `create trigger words_of_study_changed after update on studies for each row
        when (old.patient_id <> new.patient_id or old.patient_name <> new.patient_name
          or old.accession_number is distinct from new.accession_number)
        execute function words_of_study()`,
      `create trigger words_of_patient after insert on patients for each row
        when (new.merged_into is not null) execute function words_of_patient()`,
      `create trigger words_of_patient_changed after update on patients for each row
        when (new.merged_into is distinct from old.merged_into) execute function words_of_patient()`,
      // Trigrams are an extension. Where it may not be installed, the same search reads the table from end to end.
      // New rows wait in a list of 1 MB at most: a longer one is cheaper to write, and every search reads it.
      `do $$
      declare
        home text;
      begin
        create extension if not exists pg_trgm;
        select quote_ident(nspname) into home
          from pg_extension join pg_namespace on pg_namespace.oid = extnamespace where extname = 'pg_trgm';
        execute format('create index study_words_parts on study_words
          using gin (words %s.gin_trgm_ops) with (gin_pending_list_limit = 1024)', home);
      exception when undefined_file or feature_not_supported or insufficient_privilege then
        raise notice 'pg_trgm cannot be installed: the worklist is searched without an index';
      end $$`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, name] of [
      ['studies', 'words_of_study'],
      ['patients', 'words_of_patient'],
    ]) {
      await runner.query(`drop trigger ${name}_changed on ${table}`);
      await runner.query(`drop trigger ${name} on ${table}`);
      await runner.query(`drop function ${name}()`);
    }
    // The extension stays: something else may use it.
    await runner.query('drop table study_words');
  }
}
