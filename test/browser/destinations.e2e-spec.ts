import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Destination } from '@wetread/contracts';
import { HttpReceiver } from '@wetread/testing';
import type { Browser } from 'playwright-core';
import { ApiClient } from '../harness/api-client';
import { WetreadServer } from '../harness/wetread-server';
import { describeWithChromium, launchChromium } from './chromium';
import { ReadingRoom } from './reading-room';

jest.setTimeout(240_000);

describeWithChromium('the reading room, before the destinations of results', () => {
  let dataDir: string;
  let server: WetreadServer;
  let browser: Browser;
  let portal: HttpReceiver;
  let admin: ApiClient;
  let room: ReadingRoom;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'wetread-browser-'));
    await mkdir(join(dataDir, 'secrets'));
    await writeFile(join(dataDir, 'secrets/portal'), 'shared secret');
    server = await WetreadServer.start({ dataDir, empty: true });
    admin = await ApiClient.signIn(server, 'admin');
    const json = { host: '127.0.0.1', port: server.dimsePort, rights: ['echo'] };
    await admin.json('/api/application-entities/WETREAD', { method: 'PUT', json });
    portal = await HttpReceiver.open();
    browser = await launchChromium({ webgl: false });
    room = new ReadingRoom(await browser.newPage({ viewport: { width: 1280, height: 800 } }));
    await room.signIn(server.links.get('admin')!);
    await room.page.getByRole('link', { name: 'Deliveries' }).click();
    await room.page.getByText('No destination is set up').waitFor();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const destinations = (query = '') => admin.json<Destination[]>(`/api/destinations${query}`);
  const cardOf = (name: string) =>
    room.page.getByTestId('destinations').getByRole('listitem').filter({ hasText: name });

  it('adds a webhook by keys, with its faults told at the field', async () => {
    const { page } = room;
    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog', { name: 'Add a destination' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Portal');
    await dialog.getByRole('radio', { name: 'DICOM', exact: true }).focus();
    for (const _ of ['DICOMweb', 'HL7 v2', 'FHIR', 'Webhook']) await page.keyboard.press('ArrowRight');
    await dialog.getByRole('textbox', { name: 'Address' }).fill('http://portal.test/');
    await page.keyboard.press('Enter');
    await dialog.getByText('The name of a file in the secrets folder').waitFor();
    await page.locator('input:focus').fill('portal');
    await page.keyboard.press('Enter');
    // Only the server knows what is another machine.
    await dialog.getByText('Results are not sent unencrypted to another machine').waitFor();
    expect(await page.locator('input:focus').getAttribute('type')).toBe('checkbox');
    await dialog.getByRole('textbox', { name: 'Address' }).fill(portal.url);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await cardOf('Portal').getByText('Nothing delivered yet').waitFor();
    expect(await destinations()).toMatchObject([
      {
        name: 'Portal',
        target: { kind: 'webhook', url: portal.url, signingSecret: 'portal', allowPlain: false },
        formats: ['event'],
        sends: 'signed',
        retry: { firstSeconds: 30, maxSeconds: 3600, attempts: 24 },
      },
    ]);
  });

  it('tests it, and says what is wrong once its secret is gone', async () => {
    const { page } = room;
    await page.getByRole('button', { name: 'Test Portal' }).click();
    await cardOf('Portal')
      .getByText(/^Answers, after \d+ ms$/)
      .waitFor();
    await page.getByRole('button', { name: 'Edit Portal' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit Portal' });
    await dialog.getByRole('textbox', { name: 'Signing secret' }).fill('mislaid');
    await dialog.getByText('When it does not answer').click();
    await dialog.getByRole('textbox', { name: 'Attempts in all' }).fill('3');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Test Portal' }).click();
    await cardOf('Portal')
      .getByText(/its secret is missing/)
      .waitFor();
    expect(await destinations()).toMatchObject([{ retry: { attempts: 3 } }]);
  });

  it('adds an archive among the registered peers, with the formats that it is to get', async () => {
    const { page } = room;
    await page.getByRole('button', { name: 'Add a destination' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a destination' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Portal');
    await dialog.getByRole('combobox', { name: 'DICOM peer' }).click();
    await page.getByRole('option', { name: 'WETREAD' }).click();
    await dialog.getByRole('checkbox', { name: 'PDF' }).check();
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.getByText('There is a destination of this name already').waitFor();
    await page.locator('input:focus').fill('Archive');
    await page.keyboard.press('Enter');
    await cardOf('Archive').getByText('SR · PDF').waitFor();
    await page.getByRole('button', { name: 'Test Archive' }).click();
    await cardOf('Archive')
      .getByText(/^Answers, after/)
      .waitFor();
  });

  it('asks before one retires; the ledger goes on naming it', async () => {
    const { page } = room;
    await page.getByRole('button', { name: 'Retire Portal' }).click();
    const dialog = page.getByRole('dialog', { name: 'Retire Portal?' });
    await dialog.getByText('It gets nothing any more, corrections neither').waitFor();
    await dialog.getByRole('button', { name: 'Retire', exact: true }).click();
    await cardOf('Portal').waitFor({ state: 'hidden' });
    expect((await destinations()).map(({ name }) => name)).toEqual(['Archive']);
    expect(await destinations('?retired=true')).toHaveLength(2);
  });

  it('is not for readers', async () => {
    const reader = new ReadingRoom(await (await browser.newContext()).newPage());
    await reader.signIn(server.links.get('radiologist')!);
    await reader.page.goto(`${server.url}/deliveries`);
    await reader.page.getByText('Your role may not manage connections').waitFor();
  });

  it('breaks no rule of the content security policy and throws nothing', () => {
    expect(room.faults).toEqual([]);
  });
});
