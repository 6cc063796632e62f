import { startTestDatabase, type TestDatabase } from '@wetread/testing';
import { createLogger } from '../log/logger';
import { EmbeddedUpkeep } from './embedded-upkeep';

describe('upkeep of the embedded database', () => {
  let test: TestDatabase;
  let upkeep: EmbeddedUpkeep;
  beforeAll(async () => {
    test = await startTestDatabase();
    const log = createLogger({ level: 'silent' } as never);
    upkeep = new EmbeddedUpkeep(test.connection, test.database, log);
    await test.database.manager().query('create table films (uid text primary key, place text not null)');
    await test.database.manager().query('create index films_place on films (place)');
  });
  afterAll(() => test.close());

  const fill = (from: number, to: number) =>
    test.database
      .manager()
      .query(
        `insert into films select 'uid' || n, 'place' || n % 10 from generate_series($1::int, $2::int) n`,
        [from, to],
      );
  const pages = async (): Promise<number> => {
    const [row] = await test.database
      .manager()
      .query<{ pages: number }[]>(`select (pg_relation_size('films') / 8192)::int as pages`);
    return row!.pages;
  };

  it('gives the planner statistics of a table that has changed, and then lets it be', async () => {
    await fill(1, 5000);
    expect(await upkeep.tend()).toContain('public.films');
    const [statistics] = await test.database
      .manager()
      .query(`select n_distinct from pg_stats where tablename = 'films' and attname = 'place'`);
    expect(statistics).toEqual({ n_distinct: 10 });
    expect(await upkeep.tend()).toEqual([]);
  });

  it('makes the places of deleted rows free again', async () => {
    for (let round = 0; round < 12; round += 1) {
      await test.database.manager().query('delete from films');
      await fill(1, 5000);
      await upkeep.tend();
    }
    const afterTwelve = await pages();
    await test.database.manager().query('vacuum full films');
    expect(afterTwelve).toBeLessThan(3 * (await pages()));
  });
});
