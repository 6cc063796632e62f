import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['study_senders', 'quarantined_objects', 'instances', 'series', 'studies', 'patients'];

/** Patient > Study > Series > Instance (PS3.3 figure A.1-1), what was refused, and who is sending. */
export class ImagingStudy1764000004000 implements MigrationInterface {
  readonly name = 'ImagingStudy1764000004000';

  async up(runner: QueryRunner): Promise<void> {
    // Inside the class, because the test database's template is keyed by its source text.
    const statements = [
      // NULL Patient IDs stay apart (one row per study); an absent issuer is '' so that it takes part in uniqueness.
      `create table patients (
        id uuid primary key default gen_random_uuid(),
        patient_id text,
        issuer text not null default '',
        patient_name text not null default '',
        birth_date text,
        sex text,
        created_at timestamptz not null,
        unique (patient_id, issuer)
      )`,
      // A study keeps name, birth date and sex as they came with it: Patient IDs of two senders may collide.
      `create table studies (
        study_instance_uid text primary key,
        patient_id uuid not null references patients (id),
        patient_name text not null default '',
        patient_birth_date text,
        patient_sex text,
        study_date text,
        study_time text,
        accession_number text,
        study_description text,
        referring_physician_name text,
        study_id text,
        state text not null check (state in ('receiving', 'complete')),
        completions integer not null default 0,
        first_received_at timestamptz not null,
        last_received_at timestamptz not null,
        completed_at timestamptz
      )`,
      `create index studies_receiving on studies (last_received_at) where state = 'receiving'`,
      `create index studies_newest on studies (first_received_at desc)`,
      `create index studies_patient on studies (patient_id)`,
      `create table series (
        series_instance_uid text primary key,
        study_instance_uid text not null references studies (study_instance_uid),
        modality text,
        series_number integer,
        series_description text,
        body_part_examined text,
        view_position text,
        laterality text,
        manufacturer text,
        presentation_intent text
      )`,
      `create index series_study on series (study_instance_uid)`,
      `create table instances (
        sop_instance_uid text primary key,
        sop_class_uid text not null,
        series_instance_uid text not null references series (series_instance_uid),
        study_instance_uid text not null references studies (study_instance_uid),
        transfer_syntax_uid text not null,
        content_hash text not null,
        data_set_hash text not null,
        bytes bigint not null,
        instance_number integer,
        number_of_frames integer not null,
        rows integer,
        columns integer,
        photometric_interpretation text,
        patient_orientation text[] not null default '{}',
        has_pixel_data boolean not null,
        header jsonb,
        source_kind text not null,
        source_peer text not null,
        received_at timestamptz not null
      )`,
      `create index instances_series on instances (series_instance_uid)`,
      `create index instances_study on instances (study_instance_uid)`,
      `create table quarantined_objects (
        id uuid primary key default gen_random_uuid(),
        content_hash text not null,
        bytes bigint not null,
        kept boolean not null,
        reason_code text not null,
        message text not null,
        dicom_status integer not null,
        source_kind text not null,
        source_peer text not null,
        name_hash text not null,
        sop_instance_uid text,
        study_instance_uid text,
        received_at timestamptz not null,
        last_received_at timestamptz not null,
        times integer not null default 1,
        unique (content_hash, reason_code)
      )`,
      `create index quarantined_objects_newest on quarantined_objects (last_received_at desc)`,
      `create table study_senders (
        sender_id uuid not null,
        study_instance_uid text not null,
        expires_at timestamptz not null,
        primary key (sender_id, study_instance_uid)
      )`,
      `create index study_senders_study on study_senders (study_instance_uid)`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`drop table ${table}`);
  }
}
