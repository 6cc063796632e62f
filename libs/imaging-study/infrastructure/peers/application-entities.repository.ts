import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import { ApplicationEntities } from '../../domain/peers/application-entities';
import type { ApplicationEntity } from '../../domain/peers/application-entity';

const COLUMNS = `ae_title as "aeTitle", addresses, host, port, tls, rights`;
const SAVE = `insert into application_entities (ae_title, addresses, host, port, tls, rights, updated_at)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (ae_title) do update set addresses = excluded.addresses, host = excluded.host, port = excluded.port,
    tls = excluded.tls, rights = excluded.rights, updated_at = excluded.updated_at`;

@Injectable()
export class ApplicationEntitiesRepository extends ApplicationEntities {
  constructor(private readonly database: Database) {
    super();
  }

  async find(aeTitle: string): Promise<ApplicationEntity | null> {
    const [found] = await this.query(
      `select ${COLUMNS} from application_entities where ae_title = $1`,
      aeTitle,
    );
    return found ?? null;
  }

  list(): Promise<ApplicationEntity[]> {
    return this.query(`select ${COLUMNS} from application_entities order by ae_title`);
  }

  async save({ aeTitle, addresses, host, port, tls, rights }: ApplicationEntity, at: Date): Promise<void> {
    await this.query(SAVE, aeTitle, addresses, host, port, tls && JSON.stringify(tls), rights, at);
  }

  async remove(aeTitle: string): Promise<boolean> {
    const sql =
      'with gone as (delete from application_entities where ae_title = $1 returning *) select * from gone';
    return (await this.query(sql, aeTitle)).length > 0;
  }

  private query(sql: string, ...parameters: unknown[]): Promise<ApplicationEntity[]> {
    return this.database.manager().query<ApplicationEntity[]>(sql, parameters);
  }
}
