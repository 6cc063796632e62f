import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import {
  type CommitmentDirection,
  type FailedReference,
  type NewCommitment,
  type StorageCommitment,
  StorageCommitments,
} from '../../domain/commitment/storage-commitment';

const COLUMNS = `id, direction, ae_title as "aeTitle", transaction_uid as "transactionUid", referenced, state, failed,
  attempts, requested_at as "requestedAt", answered_at as "answeredAt"`;
const ADD = `insert into storage_commitments (direction, ae_title, transaction_uid, referenced, state, requested_at)
  values ($1, $2, $3, $4, 'waiting', $5)
  on conflict (direction, ae_title, transaction_uid) do update set referenced = excluded.referenced,
    state = 'waiting', failed = null, attempts = 0, requested_at = excluded.requested_at, answered_at = null
  returning id`;
const changing = (change: string): string =>
  `with changed as (update storage_commitments set ${change} where id = $1 returning attempts) select * from changed`;

const OVERDUE = `with changed as (
  update storage_commitments set state = 'overdue' where id = $1 and state = 'waiting' returning id
) select * from changed`;

@Injectable()
export class StorageCommitmentsRepository extends StorageCommitments {
  constructor(private readonly database: Database) {
    super();
  }

  async add(commitment: NewCommitment): Promise<string> {
    const { direction, aeTitle, transactionUid, referenced, requestedAt } = commitment;
    const values = [direction, aeTitle, transactionUid, JSON.stringify(referenced), requestedAt];
    const [row] = await this.query<{ id: string }>(ADD, ...values);
    if (!row) throw new TypeError('an insert gave no row');
    return row.id;
  }

  async find(id: string): Promise<StorageCommitment | null> {
    return this.one('id = $1', id);
  }

  byTransaction(
    direction: CommitmentDirection,
    aeTitle: string,
    transactionUid: string,
  ): Promise<StorageCommitment | null> {
    return this.one(
      'direction = $1 and ae_title = $2 and transaction_uid = $3',
      direction,
      aeTitle,
      transactionUid,
    );
  }

  async answered(id: string, failed: readonly FailedReference[], at: Date): Promise<void> {
    await this.query(
      changing(`state = 'answered', failed = $2, answered_at = $3`),
      id,
      JSON.stringify(failed),
      at,
    );
  }

  async attempted(id: string): Promise<number> {
    const [row] = await this.query<{ attempts: number }>(changing('attempts = attempts + 1'), id);
    return row?.attempts ?? 0;
  }

  async unreachable(id: string): Promise<void> {
    await this.query(changing(`state = 'unreachable'`), id);
  }

  async overdue(id: string): Promise<boolean> {
    const rows = await this.query<{ id: string }>(OVERDUE, id);
    return rows.length > 0;
  }

  page({
    state,
    limit,
  }: {
    state?: StorageCommitment['state'];
    limit: number;
  }): Promise<StorageCommitment[]> {
    const sql = `select ${COLUMNS} from storage_commitments where $1::text is null or state = $1
      order by requested_at desc, id limit $2`;
    return this.query<StorageCommitment>(sql, state ?? null, limit);
  }

  private async one(condition: string, ...values: unknown[]): Promise<StorageCommitment | null> {
    const sql = `select ${COLUMNS} from storage_commitments where ${condition}`;
    const [found] = await this.query<StorageCommitment>(sql, ...values);
    return found ?? null;
  }

  private query<Row>(sql: string, ...values: unknown[]): Promise<Row[]> {
    return this.database.manager().query<Row[]>(sql, values);
  }
}
