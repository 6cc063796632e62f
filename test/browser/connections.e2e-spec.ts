import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApplicationEntity } from '@wetread/contracts';
import { SopClass } from '@wetread/dicom';
import { openAssociation, queryContext } from '@wetread/dimse';
import type { Browser } from 'playwright-core';
import { ApiClient } from '../harness/api-client';
import { WetreadServer } from '../harness/wetread-server';
import { describeWithChromium, launchChromium } from './chromium';
import { ReadingRoom } from './reading-room';

jest.setTimeout(240_000);

describeWithChromium('the reading room, before the DICOM peers', () => {
  let dataDir: string;
  let server: WetreadServer;
  let browser: Browser;
  let admin: ApiClient;
  let room: ReadingRoom;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'wetread-browser-'));
    server = await WetreadServer.start({ dataDir, empty: true });
    admin = await ApiClient.signIn(server, 'admin');
    browser = await launchChromium({ webgl: false });
    room = new ReadingRoom(await browser.newPage({ viewport: { width: 1280, height: 800 } }));
    await room.signIn(server.links.get('admin')!);
    await room.page.getByRole('link', { name: 'Connections' }).click();
    await room.page.getByText('No peer is registered').waitFor();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const peers = () => admin.json<ApplicationEntity[]>('/api/application-entities');
  const rowOf = (aeTitle: string) =>
    room.page.getByTestId('peers').getByRole('row').filter({ hasText: aeTitle });

  it('adds a peer, with its faults told at the field', async () => {
    const { page } = room;
    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog', { name: 'Add a DICOM peer' });
    await dialog.getByLabel('AE title').fill('PACS');
    await dialog.getByLabel('Listens at').fill('127.0.0.1');
    await page.keyboard.press('Enter');
    await dialog.getByText('Where it listens takes a port too').waitFor();
    await page.locator('input:focus').fill('1');
    await dialog.getByRole('checkbox', { name: 'Query' }).check();
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await rowOf('PACS').getByText('127.0.0.1:1', { exact: true }).waitFor();
    expect(await peers()).toMatchObject([
      { aeTitle: 'PACS', host: '127.0.0.1', port: 1, rights: ['echo', 'store', 'query'] },
    ]);
  });

  it('tests it: one that does not answer, and one that does', async () => {
    const { page } = room;
    await page.getByRole('button', { name: 'Test PACS' }).click();
    await rowOf('PACS')
      .getByText(/cannot be reached/)
      .waitFor();
    await page.getByRole('button', { name: 'Edit PACS' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit PACS' });
    await dialog.getByLabel('Port').fill(String(server.dimsePort));
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    // We are not called PACS: we reject ourselves, as a peer does that does not know us.
    await page.getByRole('button', { name: 'Test PACS' }).click();
    await rowOf('PACS').getByText('It rejects our calls').waitFor();
    const json = { host: '127.0.0.1', port: server.dimsePort, rights: ['echo'] };
    await admin.json('/api/application-entities/WETREAD', { method: 'PUT', json });
    await page.reload();
    await page.getByRole('button', { name: 'Test WETREAD' }).click();
    await rowOf('WETREAD')
      .getByText(/^Answers, after \d+ ms$/)
      .waitFor();
  });

  it('shows who called and was refused, and registers it from there', async () => {
    const { page } = room;
    const peer = {
      host: '127.0.0.1',
      port: server.dimsePort,
      callingAeTitle: 'NEW_CT',
      calledAeTitle: 'WETRAED',
      tls: null,
    };
    await expect(openAssociation(peer, [queryContext(SopClass.Verification)], {})).rejects.toMatchObject({
      code: 'dimse.association-rejected',
    });
    const stranger = page.getByTestId('strangers').getByRole('row').filter({ hasText: 'NEW_CT' });
    await stranger.getByText('Refused: it called another AE title than ours').waitFor();
    await page.getByRole('button', { name: 'Register NEW_CT' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
    await rowOf('NEW_CT').getByText('127.0.0.1').first().waitFor();
    await rowOf('NEW_CT')
      .getByText(/^Refused /)
      .waitFor();
    await stranger.waitFor({ state: 'hidden' });
  });

  it('asks before it removes one', async () => {
    const { page } = room;
    await page.getByRole('button', { name: 'Remove PACS' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove PACS?' });
    await dialog.getByText('Its next call is refused').waitFor();
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await rowOf('PACS').waitFor({ state: 'hidden' });
    expect((await peers()).map(({ aeTitle }) => aeTitle)).toEqual(['NEW_CT', 'WETREAD']);
  });

  it('adds an archive that is asked for priors', async () => {
    const { page } = room;
    await page.getByRole('button', { name: 'Add a source' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a source of priors' });
    await dialog.getByLabel('Name').fill('Main archive');
    await dialog.getByRole('combobox', { name: 'DICOM peer' }).click();
    await page.getByRole('option', { name: 'WETREAD' }).click();
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByTestId('prior-sources').getByText('WETREAD, C-FIND and C-GET').waitFor();
    expect(await admin.json('/api/prior-sources')).toMatchObject([
      { name: 'Main archive', active: true, settings: { kind: 'dimse', aeTitle: 'WETREAD' } },
    ]);
  });

  it('breaks no rule of the content security policy and throws nothing', () => {
    expect(room.faults).toEqual([]);
  });
});
