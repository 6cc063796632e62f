import type { MigrationInterface, QueryRunner } from 'typeorm';

const refuse = (moves: string, otherwise: string): string => `
  create or replace function refuse_audit_head_change() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' and new.id = old.id and ${moves} then return new; end if;
    raise exception '${otherwise}' using errcode = 'insufficient_privilege';
  end $$`;

/**
 * Several entries are appended at once, and the head moves on by as many. Moved further than there are entries, it
 * tells of itself: verification misses them.
 */
export class AuditBatches1764000010000 implements MigrationInterface {
  readonly name = 'AuditBatches1764000010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(refuse('new.sequence > old.sequence', 'the audit head only moves on'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(refuse('new.sequence = old.sequence + 1', 'the audit head only moves on by one'));
  }
}
