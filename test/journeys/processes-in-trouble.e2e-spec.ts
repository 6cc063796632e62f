import { once } from 'node:events';
import { DicomObject } from '@wetread/dicom';
import { openAssociation, storageContexts } from '@wetread/dimse';
import { WebSocket } from 'ws';
import type { ApiClient } from '../harness/api-client';
import { describeInProduction, Production } from '../harness/production';
import { uprightFilm } from '../harness/toy-films';
import { until } from '../harness/until';
import type { WetreadProcess } from '../harness/wetread-process';

const films = (count: number) => Array.from({ length: count }, () => uprightFilm());
const READING = `select 1 from outbox_events where type like 'study.to-read.%' and starts > 0`;

describeInProduction(['storescu', 'redis-server'], 'processes and servers that die', () => {
  let house: Production;
  let api: WetreadProcess;
  let gateway: WetreadProcess;
  let worker: WetreadProcess;
  let radiologist: ApiClient;

  beforeAll(async () => {
    house = await Production.prepare('redis');
    api = await house.start('api');
    [gateway, worker] = await Promise.all([house.start('dicom-gateway'), house.start('worker')]);
    radiologist = await house.person(api, 'anna', 'radiologist');
  }, 300_000);
  afterAll(() => house?.close());

  const drafted = (studies: readonly string[]): Promise<boolean> =>
    until(
      `${studies.length} drafts`,
      async () => {
        const { items } = await radiologist.worklist();
        const reports = items.filter((item) => studies.includes(item.studyInstanceUid) && item.reportId);
        return reports.length === studies.length;
      },
      120,
    );
  /** Resolves as soon as the question has an answer. */
  async function whenever(question: string): Promise<void> {
    while ((await house.rows(question)).length === 0);
  }

  it('a worker that is killed over a draft leaves it to another', async () => {
    const studies = await house.send(gateway, films(1));
    await whenever(READING);
    // Stopped, so that it cannot come to the end while the other starts.
    worker.signal('SIGSTOP');
    const other = await house.start('worker');
    await worker.end('SIGKILL');
    await drafted(studies);
    const [{ count } = { count: '0' }] = await house.rows<{ count: string }>(
      'select count(*) from inferences where study_instance_uid = $1',
      studies,
    );
    expect(count).toBe('1');
    worker = other;
  }, 240_000);

  it('a worker whose work hangs ends all the same when it is told to, and another does that work', async () => {
    await worker.end('SIGTERM');
    const [study] = (await house.send(gateway, films(1))) as [string];
    await until('it is filed', async () => {
      const filed = await house.rows('select 1 from instances where study_instance_uid = $1', [study]);
      return filed.length === 1;
    });
    // As a session would that holds the study and never ends.
    await house.rows('select pg_advisory_lock(hashtextextended($1, 4))', [study]);
    const hung = await house.start('worker');
    await whenever(`select 1 from outbox_events where type = 'study.instance-stored' and starts > 0`);
    const told = performance.now();
    const ended = hung.end('SIGTERM');
    worker = await house.start('worker');
    await ended;
    // Most platforms kill after half a minute.
    expect(performance.now() - told).toBeLessThan(30_000);
    expect(hung.log.map(({ msg }) => msg)).toContain(
      'work has not come to its end; another process begins it anew',
    );
    await house.rows('select pg_advisory_unlock(hashtextextended($1, 4))', [study]);
    await drafted([study]);
    expect(
      await house.rows('select completions from studies where study_instance_uid = $1', [study]),
    ).toEqual([{ completions: 1 }]);
  }, 240_000);

  it('a Redis that is emptied, and one that dies and comes back empty, lose no work', async () => {
    const second = await house.start('worker');
    const first = await house.send(gateway, films(4));
    await whenever(`select 1 from outbox_events where status = 'dispatched'`);
    await house.redis!.flush();
    const meanwhile = await house.send(gateway, films(2));
    await house.redis!.kill();
    const away = await house.send(gateway, films(2));
    await house.redis!.revive();
    await drafted([...first, ...meanwhile, ...away]);
    await until('the outbox is empty', async () => {
      const waiting = await house.rows('select 1 from outbox_events where not_before <= now()');
      return waiting.length === 0;
    });
    expect(await house.rows('select 1 from dead_letters')).toEqual([]);
    await second.end('SIGTERM');
  }, 300_000);

  it('a PostgreSQL that ends every session is found again', async () => {
    const before = await house.send(gateway, films(2));
    await house.dropSessions();
    await drafted([...before, ...(await house.send(gateway, films(1)))]);
  }, 240_000);

  /** Sends films over one association until they or it come to an end. @returns what was acknowledged */
  async function sendOne(films: readonly Uint8Array[], each: (count: number) => void): Promise<string[]> {
    const objects = films.map((film) => ({ film, object: DicomObject.parse(film) }));
    const peer = {
      host: '127.0.0.1',
      port: gateway.port,
      calledAeTitle: 'WETREAD',
      callingAeTitle: 'STORESCU',
    };
    const headers = objects.map(({ object }) => object.header);
    const association = await openAssociation(peer, storageContexts(headers));
    const studies: string[] = [];
    try {
      for (const { film, object } of objects) {
        const { sopClassUid, sopInstanceUid, studyInstanceUid, transferSyntaxUid } = object.header;
        const dataSet = Buffer.from(film.subarray(object.dataSetStart));
        const status = await association.store({ sopClassUid, sopInstanceUid, transferSyntaxUid, dataSet });
        if (status.code === 0) studies.push(studyInstanceUid);
        each(studies.length);
      }
      await association.release();
    } catch {
      // The gateway is no more.
    }
    return studies;
  }

  it.each([
    ['and comes back', true],
    ['and does not come back, so that another process files it', false],
  ])(
    'a gateway that is killed keeps what it has acknowledged, %s',
    async (_, comesBack) => {
      const studies = await sendOne(films(40), (count) => {
        if (count === 8) gateway.signal('SIGKILL');
      });
      expect(studies.length).toBeGreaterThanOrEqual(8);
      expect(studies.length).toBeLessThan(40);
      const kept = () => house.rows('select 1 from instances where study_instance_uid = any($1)', [studies]);
      if (comesBack) {
        // What it had acknowledged is there before it serves anybody.
        gateway = await house.start('dicom-gateway');
        expect(await kept()).toHaveLength(studies.length);
      } else {
        await until('it is filed', async () => (await kept()).length === studies.length);
        gateway = await house.start('dicom-gateway');
      }
      // Those that the dead one was sending are not taken to be still arriving for ever.
      await drafted(studies);
    },
    240_000,
  );

  it('a gateway that is told to stop takes all of an association that is at work', async () => {
    const studies = await sendOne(films(20), (count) => {
      if (count === 2) gateway.signal('SIGTERM');
    });
    expect(studies).toHaveLength(20);
    await gateway.end('SIGTERM');
    gateway = await house.start('dicom-gateway');
    await drafted(studies);
  }, 240_000);

  it('all of them end in order when they are told to', async () => {
    const token = await house.command(['token', 'create', 'ris', '--scope', 'dicomweb']);
    const channel = new WebSocket(`${api.url.replace('http', 'ws')}/dicom-web/subscribers/RIS`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await once(channel, 'open');
    const closed = once(channel, 'close');
    const studies = await house.send(gateway, films(2));
    await whenever(READING);
    await Promise.all([gateway.end('SIGTERM'), worker.end('SIGTERM'), api.end('SIGTERM')]);
    expect((await closed)[0]).toBe(1001);
    // What the worker had begun it has brought to its end; the rest waits.
    const begun = await house.rows(`select 1 from outbox_events where status = 'dispatched' and starts > 0`);
    expect(begun).toEqual([]);
    [api, worker] = await Promise.all([house.start('api'), house.start('worker')]);
    radiologist = radiologist.at(api.url);
    await drafted(studies);
  }, 240_000);

  it('a worker ends when it is told to although its Redis is gone', async () => {
    await house.redis!.kill();
    await worker.end('SIGTERM');
    expect(worker.hasEnded).toBe(true);
    await house.redis!.revive();
  }, 60_000);
});
