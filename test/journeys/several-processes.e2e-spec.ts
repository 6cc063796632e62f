import type { DeliveryPage, RuleSetHead, StudyRouting } from '@wetread/contracts';
import type { ApiClient } from '../harness/api-client';
import { Hl7Receiver } from '../harness/hl7-receiver';
import { describeInProduction, Production } from '../harness/production';
import { uprightFilm } from '../harness/toy-films';
import { until } from '../harness/until';
import type { WetreadProcess } from '../harness/wetread-process';

const films = (count: number) => Array.from({ length: count }, () => uprightFilm());

describeInProduction(['storescu', 'redis-server'], 'two APIs, two workers and a gateway', () => {
  let house: Production;
  let one: WetreadProcess;
  let other: WetreadProcess;
  let gateway: WetreadProcess;
  let radiologist: ApiClient;
  let admin: ApiClient;
  let ris: Hl7Receiver;

  beforeAll(async () => {
    house = await Production.prepare('redis');
    ris = await Hl7Receiver.open();
    // All at once, and on an empty database.
    [one, other, gateway] = await Promise.all([
      house.start('api'),
      house.start('api'),
      house.start('dicom-gateway', { WETREAD_PROBE_PORT: '0' }),
      house.start('worker'),
      house.start('worker'),
    ]);
    radiologist = await house.person(one, 'anna', 'radiologist');
    admin = await house.person(other, 'root', 'admin');
  }, 300_000);
  afterAll(async () => {
    await house?.close();
    await ris?.close();
  });

  const drafts = (studies: readonly string[]): Promise<string[]> =>
    until(`${studies.length} drafts`, async () => {
      const { items } = await radiologist.worklist();
      const drafted = items.filter((item) => studies.includes(item.studyInstanceUid) && item.reportId);
      return drafted.length === studies.length && drafted.map(({ reportId }) => reportId!);
    });

  it('migrate an empty database once, and answer probes', async () => {
    const twice = await house.rows('select name from migrations group by name having count(*) > 1');
    expect(twice).toEqual([]);
    const probes = (await gateway.says('listening for probes'))['port'];
    for (const base of [one.url, other.url, `http://127.0.0.1:${probes}`]) {
      expect((await fetch(`${base}/healthz`)).status).toBe(200);
      expect(await (await fetch(`${base}/readyz`)).json()).toMatchObject({ status: 'ok' });
    }
  });

  it('carry films from storescu to one message each, signed at another API than they were seen at', async () => {
    const target = {
      kind: 'hl7-mllp',
      host: '127.0.0.1',
      port: ris.port,
      receivingApplication: 'RIS',
      receivingFacility: 'HOSP',
    };
    await admin.json('/api/destinations', {
      method: 'POST',
      json: { name: 'ris', target, formats: ['oru'] },
    });
    const reports = await drafts(await house.send(gateway, films(6)));
    const elsewhere = radiologist.at(other.url);
    const json = { revision: 1, acknowledgedCriticalFindings: true };
    await Promise.all(
      reports.map((id) => elsewhere.json(`/api/reports/${id}/sign`, { method: 'POST', json })),
    );
    for (const id of reports) {
      await until('the delivery', async () => {
        const { deliveries } = await radiologist.json<DeliveryPage>(`/api/reports/${id}/deliveries`);
        return deliveries[0]?.state === 'delivered';
      });
    }
    expect(ris.controlIds).toHaveLength(6);
    expect(new Set(ris.controlIds).size).toBe(6);
  });

  it('go by new rules at once, whichever API they were saved at', async () => {
    const rule = { name: 'none', condition: 'true', outcome: { draft: false } };
    const current = await admin.json<RuleSetHead>('/api/routing/active');
    const saved = await admin.json<RuleSetHead>('/api/routing/rule-sets', {
      method: 'POST',
      json: { basedOn: current.version, rules: [rule] },
    });
    const decide = async (version: number, replaces: number) => {
      const json = { version, replaces };
      expect((await admin.fetch('/api/routing/active', { method: 'PUT', json })).status).toBe(204);
    };
    await decide(saved.version, current.version);
    const [study] = await house.send(gateway, films(1));
    const routing = await until('the decision', async () => {
      const { decisions } = await radiologist.json<StudyRouting>(`/api/studies/${study}/routing`);
      return decisions[0];
    });
    expect(routing).toMatchObject({ rule: 'none', ruleSetVersion: saved.version });
    await decide(current.version, saved.version);
    await drafts(await house.send(gateway, films(1)));
  });

  it('admit a peer as the registry of either API says', async () => {
    const entity = { host: null, port: null, tls: null, rights: ['store'] };
    const put = (addresses: string[]) =>
      admin.fetch('/api/application-entities/STORESCU', { method: 'PUT', json: { ...entity, addresses } });
    expect((await put(['10.0.0.0/8'])).ok).toBe(true);
    await expect(house.send(gateway, films(1))).rejects.toThrow(/Reject/i);
    expect((await put(['127.0.0.1'])).ok).toBe(true);
    await drafts(await house.send(gateway, films(1)));
  });

  it('sign a person out everywhere', async () => {
    const elsewhere = radiologist.at(other.url);
    expect((await elsewhere.fetch('/api/session')).status).toBe(200);
    await radiologist.fetch('/api/session', { method: 'DELETE' });
    expect((await elsewhere.fetch('/api/session')).status).toBe(401);
  });

  it('keep one audit chain that verifies, and complain of nothing', async () => {
    const verdict = JSON.parse(await house.command(['audit', 'verify', '--json'])) as { intact: boolean };
    expect(verdict.intact).toBe(true);
    expect(house.trouble).toBe('');
  });
});
