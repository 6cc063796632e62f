import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Merged patients, what is doubtful about a study's patient, HL7 messages as they came, orders, reports of others. */
export class OrdersIdentity1764000012000 implements MigrationInterface {
  readonly name = 'OrdersIdentity1764000012000';

  async up(runner: QueryRunner): Promise<void> {
    // Inside the class, because the test database's template is keyed by its source text.
    const statements = [
      // What HL7 told of a patient outranks what objects say, attribute by attribute; null: HL7 told nothing.
      // A retired identity points at the one that survived, always in one step; its row stays, so that what still
      // comes under the old identifier finds its patient.
      `alter table patients
        add column merged_into uuid references patients (id) check (merged_into <> id),
        add column merged_at timestamptz,
        add column told_name text,
        add column told_birth_date text,
        add column told_sex text`,
      `create index patients_merged on patients (merged_into) where merged_into is not null`,
      // The values are PHI: they stay here, the audit trail names attributes only.
      `create table identity_notes (
        id uuid primary key default gen_random_uuid(),
        study_instance_uid text not null references studies (study_instance_uid) on delete cascade,
        kind text not null check (kind in
          ('demographics-differ', 'demographics-updated', 'update-withheld', 'patient-merged')),
        differences jsonb not null,
        difference_hash text not null,
        source_kind text not null,
        source_peer text not null,
        first_at timestamptz not null,
        last_at timestamptz not null,
        times integer not null default 1,
        unique (study_instance_uid, kind, difference_hash)
      )`,
      // One row a message, as it came (PHI). Keyed by sender, MSH-10 and content: a repetition is recognised, a
      // control id that a sender uses again for another message is not mistaken for one.
      `create table hl7_messages (
        id uuid primary key default gen_random_uuid(),
        sending_application text not null,
        sending_facility text not null,
        control_id text not null,
        content_hash text not null,
        message_type text not null,
        peer text not null,
        body text not null,
        outcome text not null check (outcome in ('accepted', 'error', 'rejected')),
        verdict jsonb not null,
        received_at timestamptz not null,
        times integer not null default 1,
        unique (sending_application, sending_facility, control_id, content_hash)
      )`,
      `create index hl7_messages_newest on hl7_messages (received_at desc)`,
      `create table orders (
        id uuid primary key default gen_random_uuid(),
        patient_id uuid not null references patients (id),
        placer_order_number text,
        placer_namespace text not null default '',
        filler_order_number text,
        filler_namespace text not null default '',
        accession_number text,
        accession_issuer text not null default '',
        study_instance_uid text,
        requested_procedure_id text,
        procedure_code text,
        procedure_scheme text,
        procedure_text text,
        modality text,
        priority text not null check (priority in ('stat', 'urgent', 'routine')),
        reason text,
        clinical_information text,
        referring_physician text,
        scheduled_at text,
        status text not null check (status in ('requested', 'held', 'in-progress', 'completed', 'cancelled')),
        source_kind text not null check (source_kind in ('hl7', 'mwl')),
        source_peer text not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (placer_order_number is not null or filler_order_number is not null or accession_number is not null)
      )`,
      `create unique index orders_filler on orders (filler_namespace, filler_order_number)
        where filler_order_number is not null`,
      `create unique index orders_placer on orders (placer_namespace, placer_order_number)
        where filler_order_number is null and placer_order_number is not null`,
      `create index orders_placer_any on orders (placer_order_number)`,
      `create index orders_accession on orders (accession_number)`,
      `create index orders_study on orders (study_instance_uid)`,
      `create index orders_patient on orders (patient_id)`,
      `create table external_reports (
        id uuid primary key default gen_random_uuid(),
        patient_id uuid not null references patients (id),
        sender text not null,
        report_number text not null,
        accession_number text,
        procedure_text text,
        observed_on text,
        status text not null,
        body text not null,
        received_at timestamptz not null,
        updated_at timestamptz not null,
        unique (sender, report_number)
      )`,
      `create index external_reports_accession on external_reports (accession_number)`,
      `create index external_reports_patient on external_reports (patient_id)`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['external_reports', 'orders', 'hl7_messages', 'identity_notes']) {
      await runner.query(`drop table ${table}`);
    }
    await runner.query(
      `alter table patients drop column merged_into, drop column merged_at, drop column told_name,
        drop column told_birth_date, drop column told_sex`,
    );
  }
}
