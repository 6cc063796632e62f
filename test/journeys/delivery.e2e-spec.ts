import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { AuditPage, DeliveryPage, Destination } from '@wetread/contracts';
import { HttpReceiver } from '@wetread/testing';
import { ApiClient } from '../harness/api-client';
import { stow } from '../harness/stow';
import { uprightFilm } from '../harness/toy-films';
import { until } from '../harness/until';
import { WetreadServer } from '../harness/wetread-server';

describe('a signed report on its way out of the house', () => {
  let dataDir: string;
  let server: WetreadServer;
  let portal: HttpReceiver;
  let registry: HttpReceiver;
  const start = () =>
    WetreadServer.start({
      dataDir,
      empty: true,
      env: {
        WETREAD_STUDY_QUIET_SECONDS: '1',
        WETREAD_MODEL_DIR: resolve(__dirname, '../fixtures/toy-model'),
      },
    });

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'wetread-delivery-'));
    await mkdir(join(dataDir, 'secrets'));
    await writeFile(join(dataDir, 'secrets/portal'), 'shared secret\n');
    [portal, registry] = [await HttpReceiver.open(), await HttpReceiver.open()];
    server = await start();
  }, 300_000);
  afterAll(async () => {
    await server?.stop();
    await portal?.close();
    await registry?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function connect(name: string, target: object, formats: string[]): Promise<Destination> {
    const admin = await ApiClient.signIn(server, 'admin');
    return admin.json('/api/destinations', { method: 'POST', json: { name, target, formats } });
  }

  async function signedReport(): Promise<string> {
    const radiologist = await ApiClient.signIn(server, 'radiologist');
    expect((await stow(server.url, [uprightFilm()])).ok).toBe(true);
    const reportId = await until('the draft', async () => {
      const { items } = await radiologist.worklist();
      return items.find((item) => item.reportId)?.reportId;
    });
    const json = { revision: 1, acknowledgedCriticalFindings: true };
    await radiologist.json(`/api/reports/${reportId}/sign`, { method: 'POST', json });
    return reportId;
  }

  it('arrives at one peer though another is down, and once though the server is killed before it hears the answer', async () => {
    await connect('portal', { kind: 'webhook', url: portal.url, signingSecret: 'portal' }, ['event']);
    await connect('registry', { kind: 'fhir', url: registry.url }, ['fhir-bundle']);
    await connect('gone', { kind: 'fhir', url: 'http://127.0.0.1:9' }, ['fhir-bundle']);
    portal.answer = () => 'silence';

    const reportId = await signedReport();
    await until('the portal has the message', async () => portal.got.length > 0);
    await until('the registry has its bundle', async () => registry.got.length > 0);
    await server.kill();
    portal.answer = () => ({ status: 200 });
    server = await start();

    const radiologist = await ApiClient.signIn(server, 'radiologist');
    const deliveries = await until('both are delivered', async () => {
      const { deliveries } = await radiologist.json<DeliveryPage>(`/api/reports/${reportId}/deliveries`);
      return deliveries.filter(({ state }) => state === 'delivered').length === 2 && deliveries;
    });
    expect(deliveries.map(({ destinationName, state }) => `${destinationName} ${state}`).sort()).toEqual([
      'gone retrying',
      'portal delivered',
      'registry delivered',
    ]);
    // The portal was told twice and can tell: same key, same bytes.
    const keys = portal.got.map(({ headers, body }) => `${headers['idempotency-key']} ${body.toString()}`);
    expect(keys.length).toBeGreaterThanOrEqual(2);
    expect(new Set(keys).size).toBe(1);
    expect(JSON.parse(registry.got[0]?.body.toString() ?? '')).toMatchObject({
      resourceType: 'Bundle',
      type: 'transaction',
    });
    const admin = await ApiClient.signIn(server, 'admin');
    const { entries } = await admin.json<AuditPage>('/api/audit?action=delivered');
    expect(entries.map(({ details }) => details['destination']).sort()).toEqual(['portal', 'registry']);
  }, 300_000);
});
