import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATES = {
  after: `'waiting', 'answered', 'unreachable', 'overdue'`,
  before: `'waiting', 'answered', 'unreachable'`,
};

/** Storage commitment that a peer owes us does not wait for ever. */
export class CommitmentLimit1764000021000 implements MigrationInterface {
  readonly name = 'CommitmentLimit1764000021000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table storage_commitments drop constraint storage_commitments_state_check');
    await runner.query(`alter table storage_commitments
      add constraint storage_commitments_state_check check (state in (${STATES.after}))`);
    await runner.query(
      'create index storage_commitments_newest on storage_commitments (requested_at desc, id)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index storage_commitments_newest');
    await runner.query(`update storage_commitments set state = 'waiting' where state = 'overdue'`);
    await runner.query('alter table storage_commitments drop constraint storage_commitments_state_check');
    await runner.query(`alter table storage_commitments
      add constraint storage_commitments_state_check check (state in (${STATES.before}))`);
  }
}
