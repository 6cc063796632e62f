import {
  describeUnless,
  type MadeDatabase,
  makePostgresDatabase,
  NO_POSTGRES,
  testPostgresUrl,
} from '@wetread/testing';
import { migrations } from '../../../migrations';
import type { DatabaseConfig } from '../config/app-config';
import { connect, type Connection } from './data-source';
import { runMigrations } from './run-migrations';

const server = testPostgresUrl();

describeUnless(server ? null : NO_POSTGRES, 'migrations on a PostgreSQL', () => {
  let made: MadeDatabase;
  let connections: Connection[];
  beforeEach(async () => {
    made = await makePostgresDatabase(server!);
    connections = [];
  });
  afterEach(async () => {
    for (const connection of connections) await connection.close();
    await made.drop();
  });
  const open = async (config: DatabaseConfig): Promise<Connection> => {
    const connection = await connect(config);
    connections.push(connection);
    return connection;
  };

  it('are run once by processes that start at once, and the others wait for them', async () => {
    const config: DatabaseConfig = { kind: 'postgres', url: made.url, schema: 'public' };
    const starting = await Promise.all(Array.from({ length: 4 }, () => open(config)));
    const ran = await Promise.all(starting.map(({ dataSource }) => runMigrations(dataSource, config)));
    expect(ran.map((names) => names.length).toSorted((a, b) => a - b)).toEqual([0, 0, 0, migrations.length]);
  });

  it('let a later process in although an earlier one failed over them', async () => {
    const config: DatabaseConfig = { kind: 'postgres', url: made.url, schema: 'public' };
    const [first, second] = [await open(config), await open(config)];
    await first.dataSource.query('create table patients (id int)');
    await expect(runMigrations(first.dataSource, config)).rejects.toThrow('patients');
    await first.dataSource.query('drop table patients');
    expect((await runMigrations(second.dataSource, config)).length).toBeGreaterThan(0);
  });

  it('keep to the schema that is configured, the queue beside it', async () => {
    const config: DatabaseConfig = { kind: 'postgres', url: made.url, schema: 'wetread' };
    const { dataSource } = await open(config);
    await runMigrations(dataSource, config);
    const schemas = await dataSource.query<{ schema: string; tables: string }[]>(
      `select table_schema as schema, count(*) as tables from information_schema.tables
        where table_schema not in ('pg_catalog', 'information_schema') group by 1 order by 1`,
    );
    expect(schemas.map(({ schema }) => schema)).toEqual(['wetread', 'wetread_bullmq']);
  });
});
