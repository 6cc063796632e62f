import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import type { QueryLevel } from '../../domain/query/attribute-levels';
import type { AttributeQuery } from '../../domain/query/attribute-query';
import { AttributeSearch, type FoundRow } from '../../domain/query/attribute-search';
import { foundRow, type SelectedRow, selection } from './found-row';
import { KEY_COLUMN, keyClauses, searchClauses } from './search-statement';
import { SqlParameters } from './sql-parameters';
import { StatementNames } from './statement-names';

/** {@link AttributeSearch} as one statement over the tables that storing keeps; only instances need three of them. */
@Injectable()
export class AttributeSearchRepository extends AttributeSearch {
  private readonly names = new StatementNames();

  constructor(private readonly database: Database) {
    super();
  }

  async rows(query: AttributeQuery, tags: readonly string[] | 'all'): Promise<FoundRow[]> {
    if (query.level === 'PATIENT') {
      const keys = await this.keys(query);
      return this.rowsOf('PATIENT', keys, tags);
    }
    const parameters = new SqlParameters();
    const columns = selection(query.level, tags, parameters);
    const rows = await this.select(`select ${columns} ${searchClauses(query, parameters)}`, parameters);
    return rows.map((row) => foundRow(query.level, row));
  }

  async keys(query: AttributeQuery): Promise<string[]> {
    const parameters = new SqlParameters();
    const key = KEY_COLUMN[query.level];
    // A patient is found through any of his studies, and counts once.
    const distinct = query.level === 'PATIENT' ? 'distinct on (study.patient_id)' : '';
    const statement = `select ${distinct} ${key} as key ${searchClauses(query, parameters)}`;
    const rows = await this.run<{ key: string }>(statement, parameters);
    return rows.map((row) => row.key);
  }

  async rowsOf(
    level: QueryLevel,
    keys: readonly string[],
    tags: readonly string[] | 'all',
  ): Promise<FoundRow[]> {
    const parameters = new SqlParameters();
    const columns = selection(level, tags, parameters);
    const rows = await this.select(
      `select ${columns}, ${KEY_COLUMN[level]} as key ${keyClauses(level, keys, parameters)}
        order by study.first_received_at`,
      parameters,
    );
    // Of a patient's studies the last in order, which is the newest, remains.
    const byKey = new Map(rows.map((row) => [row.key, row]));
    return keys.flatMap((key) => {
      const row = byKey.get(key);
      return row ? [foundRow(level, row)] : [];
    });
  }

  /** One JSON text instead of rows and columns, each of which the embedded database would hand over by itself. */
  private async select(statement: string, parameters: SqlParameters): Promise<SelectedRow[]> {
    const [found] = await this.run<{ rows: string }>(
      `select coalesce(json_agg(row_to_json(found)), '[]')::text as rows from (${statement}) found`,
      parameters,
    );
    return JSON.parse(found?.rows ?? '[]') as SelectedRow[];
  }

  private run<Row extends object>(statement: string, { values }: SqlParameters): Promise<Row[]> {
    const name = this.names.of(statement);
    if (name === null) return this.database.manager().query<Row[]>(statement, values);
    return this.database.prepared<Row>(name, statement, values);
  }
}
