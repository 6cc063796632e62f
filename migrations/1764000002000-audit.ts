import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Audit1764000002000 implements MigrationInterface {
  name = 'Audit1764000002000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE audit_entries (
        sequence bigint PRIMARY KEY,
        at timestamptz(3) NOT NULL,
        action text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('success', 'failure')),
        actor_kind text NOT NULL,
        actor_id text NOT NULL,
        subject_type text NOT NULL,
        subject_id text NOT NULL,
        study_instance_uid text,
        details jsonb NOT NULL,
        previous_hash text NOT NULL,
        hash text NOT NULL
      )`);
    await queryRunner.query(
      `CREATE INDEX audit_entries_study ON audit_entries (study_instance_uid, sequence DESC) WHERE study_instance_uid IS NOT NULL`,
    );
    await queryRunner.query(`CREATE INDEX audit_entries_action ON audit_entries (action, sequence DESC)`);
    // The head remembers how long the chain is: without it, entries cut off at the end would not be missed.
    await queryRunner.query(`
      CREATE TABLE audit_head (
        id integer PRIMARY KEY CHECK (id = 1),
        sequence bigint NOT NULL,
        hash text NOT NULL
      )`);
    await queryRunner.query(`INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, repeat('0', 64))`);
    await queryRunner.query(`
      CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'audit entries are append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`);
    await queryRunner.query(`
      CREATE FUNCTION refuse_audit_head_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND NEW.id = OLD.id AND NEW.sequence = OLD.sequence + 1 THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'the audit head only moves on by one' USING ERRCODE = 'insufficient_privilege';
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER audit_head_moves_on BEFORE UPDATE OR DELETE ON audit_head
      FOR EACH ROW EXECUTE FUNCTION refuse_audit_head_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE audit_head`);
    await queryRunner.query(`DROP TABLE audit_entries`);
    await queryRunner.query(`DROP FUNCTION refuse_audit_head_change`);
    await queryRunner.query(`DROP FUNCTION refuse_audit_change`);
  }
}
