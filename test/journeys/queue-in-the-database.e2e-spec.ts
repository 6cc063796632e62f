import { describeInProduction, Production } from '../harness/production';
import { uprightFilm } from '../harness/toy-films';
import { until } from '../harness/until';
import type { ApiClient } from '../harness/api-client';
import type { WetreadProcess } from '../harness/wetread-process';

/** What five processes may take of the hundred that a PostgreSQL allows unless told otherwise. */
const CONNECTIONS = 50;

describeInProduction(['storescu'], 'several processes without a Redis', () => {
  let house: Production;
  let gateway: WetreadProcess;
  let radiologist: ApiClient;

  beforeAll(async () => {
    house = await Production.prepare('database');
    const [api, listener] = await Promise.all([
      house.start('api'),
      house.start('dicom-gateway'),
      house.start('worker'),
      house.start('worker'),
    ]);
    gateway = listener;
    radiologist = await house.person(api, 'anna', 'radiologist');
  }, 300_000);
  afterAll(() => house?.close());

  async function sixDrafts(): Promise<void> {
    const studies = await house.send(
      gateway,
      Array.from({ length: 6 }, () => uprightFilm()),
    );
    await until('six drafts', async () => {
      const { items } = await radiologist.worklist();
      return items.filter((item) => studies.includes(item.studyInstanceUid) && item.reportId).length === 6;
    });
  }

  it('share the queue in PostgreSQL, and few connections', async () => {
    await sixDrafts();
    const [{ count } = { count: '0' }] = await house.rows<{ count: string }>(
      'select count(*) from pg_stat_activity where datname = current_database()',
    );
    expect(Number(count)).toBeLessThan(CONNECTIONS);
    expect(await house.rows('select 1 from dead_letters')).toEqual([]);
    expect(house.trouble).toBe('');
  });

  it('find a PostgreSQL again that has ended every session', async () => {
    await house.dropSessions();
    await sixDrafts();
    expect(await house.rows('select 1 from dead_letters')).toEqual([]);
  });
});
