import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { HttpReceiver } from '@wetread/testing';
import type { Browser } from 'playwright-core';
import { ApiClient } from '../harness/api-client';
import { stow } from '../harness/stow';
import { uprightFilm } from '../harness/toy-films';
import { until } from '../harness/until';
import { WetreadServer } from '../harness/wetread-server';
import { describeWithChromium, launchChromium } from './chromium';
import { ReadingRoom } from './reading-room';

jest.setTimeout(240_000);

describeWithChromium('the reading room, before a report that did not arrive', () => {
  let dataDir: string;
  let server: WetreadServer;
  let browser: Browser;
  let portal: HttpReceiver;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'wetread-browser-'));
    await mkdir(join(dataDir, 'secrets'));
    await writeFile(join(dataDir, 'secrets/portal'), 'shared secret');
    const env = {
      WETREAD_MODEL_DIR: resolve(__dirname, '../fixtures/toy-model'),
      WETREAD_STUDY_QUIET_SECONDS: '1',
    };
    server = await WetreadServer.start({ dataDir, empty: true, env });
    portal = await HttpReceiver.open();
    browser = await launchChromium({ webgl: false });
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function rejectedReport(): Promise<void> {
    const [admin, radiologist] = await Promise.all(
      ['admin', 'radiologist'].map((role) => ApiClient.signIn(server, role)),
    );
    const target = { kind: 'webhook', url: portal.url, signingSecret: 'portal' };
    const json = { name: 'Portal', target, formats: ['event'] };
    await admin!.json('/api/destinations', { method: 'POST', json });
    portal.answer = () => ({ status: 422 });
    expect((await stow(server.url, [uprightFilm()])).ok).toBe(true);
    const reportId = await until('the draft', async () => {
      const { items } = await radiologist!.worklist();
      return items.find((item) => item.reportId)?.reportId;
    });
    const signing = { revision: 1, acknowledgedCriticalFindings: true };
    await radiologist!.json(`/api/reports/${reportId}/sign`, { method: 'POST', json: signing });
    await until('the portal has refused', async () => portal.got.length > 0);
  }

  it('says why, and sends it again by one key', async () => {
    await rejectedReport();
    const room = new ReadingRoom(await browser.newPage({ viewport: { width: 1280, height: 800 } }));
    await room.signIn(server.links.get('admin')!);
    await room.page.getByRole('link', { name: 'Deliveries' }).click();
    const row = room.page.getByTestId('deliveries').getByRole('row').filter({ hasText: 'Portal' });
    await row.getByText('Not delivered').waitFor();
    await row.getByText('http.422').waitFor();
    await room.page.getByTestId('destinations').getByText('1 failed in a row').waitFor();

    // What it has not got stands in the way of its retirement.
    await room.page.getByRole('button', { name: 'Retire Portal' }).click();
    const dialog = room.page.getByRole('dialog', { name: 'Retire Portal?' });
    await dialog.getByRole('checkbox', { name: 'Give up 1 delivery that did not arrive' }).waitFor();
    await dialog.getByRole('button', { name: 'Retire', exact: true }).click();
    await dialog.getByText('Let them arrive, or give them up').waitFor();
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await dialog.waitFor({ state: 'hidden' });

    portal.answer = () => ({ status: 200 });
    await row.getByRole('button', { name: 'Send again: Portal, revision 2' }).focus();
    await room.page.keyboard.press('Enter');
    await row.getByText('Delivered', { exact: true }).waitFor();
    await room.page.getByTestId('destinations').getByText('Last delivery just now').waitFor();
    const [first, second] = portal.got.map(({ headers }) => headers['idempotency-key']);
    expect(second).toBe(first);
    expect(room.faults).toEqual([]);
  });
});
