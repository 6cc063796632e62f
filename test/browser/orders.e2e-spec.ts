import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { AuditPage } from '@wetread/contracts';
import { newUid } from '@wetread/dicom';
import { Hl7Message, mllpSend } from '@wetread/hl7';
import type { Browser } from 'playwright-core';
import { ApiClient } from '../harness/api-client';
import { stow } from '../harness/stow';
import { uprightFilm } from '../harness/toy-films';
import { WetreadServer } from '../harness/wetread-server';
import { describeWithChromium, launchChromium } from './chromium';
import { ReadingRoom } from './reading-room';

jest.setTimeout(240_000);

describeWithChromium('the reading room, before orders and patients', () => {
  let dataDir: string;
  let server: WetreadServer;
  let browser: Browser;
  let room: ReadingRoom;
  const StudyInstanceUID = newUid();
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'wetread-browser-'));
    const env = {
      WETREAD_MODEL_DIR: resolve(__dirname, '../fixtures/toy-model'),
      WETREAD_HL7_PORT: '0',
      WETREAD_STUDY_QUIET_SECONDS: '1',
    };
    server = await WetreadServer.start({ dataDir, empty: true, env });
    await bring();
    browser = await launchChromium({ webgl: false });
    room = new ReadingRoom(await browser.newPage({ viewport: { width: 1280, height: 800 } }));
    await room.signIn(server.links.get('admin')!);
    await room.page.getByRole('link', { name: 'Orders' }).click();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const film = (attributes: Record<string, string>) =>
    uprightFilm({
      StudyInstanceUID,
      StudyDescription: 'Chest',
      AccessionNumber: 'A1',
      PatientID: 'P1',
      IssuerOfPatientID: 'HOSP',
      PatientName: 'Doe^Jane',
      ...attributes,
    });
  let messages = 0;
  const tell = (type: string, ...segments: string[]) => {
    const header = `MSH|^~\\&|RIS|HOSP|||20261128||${type}|MSG-${++messages}|P|2.5.1`;
    const message = Hl7Message.parse(Buffer.from([header, ...segments].join('\r')));
    return mllpSend({ host: '127.0.0.1', port: server.hl7Port }, message, { timeoutMs: 10_000 });
  };
  const order = (patient: string, accession: string) =>
    tell(
      'ORM^O01',
      `PID|1||${patient}^^^HOSP||DOE^JANE`,
      `ORC|NW|PL-${accession}|${accession}`,
      'OBR|1|||XRCH1^CHEST PA^L',
    );

  /** A study with its order, an order without, a doubt, a merge, a refused message and a quarantined object. */
  async function bring(): Promise<void> {
    expect((await stow(server.url, [film({})])).ok).toBe(true);
    expect((await stow(server.url, [film({ PatientName: 'Roe^Jane' })])).ok).toBe(true);
    expect((await stow(server.url, [film({ PatientID: 'P2' })])).status).toBe(409);
    expect((await order('P1', 'A1')).code).toBe('AA');
    expect((await order('P9', 'A9')).code).toBe('AA');
    expect((await tell('ADT^A40', 'PID|1||P9^^^HOSP||ROE^RICHARD', 'MRG|P8^^^HOSP')).code).toBe('AA');
    expect((await tell('ADT^A37', 'PID|1||P9^^^HOSP')).code).toBe('AR');
  }

  it('shows which study an order has met, and the orders that have met none', async () => {
    const { page } = room;
    const orders = page.getByTestId('orders');
    const met = orders.getByRole('row').filter({ hasText: 'A1' });
    const link = met.getByRole('link', { name: 'Matched' });
    expect(await link.getAttribute('href')).toBe(`/studies/${StudyInstanceUID}`);
    await orders.getByRole('row').filter({ hasText: 'A9' }).getByText('None yet').waitFor();
    await page.getByRole('radiogroup', { name: 'Which orders' }).getByText('Without a study').click();
    await met.waitFor({ state: 'hidden' });
    await orders.getByText('A9', { exact: true }).waitFor();
  });

  it('says why a message was refused', async () => {
    const { page } = room;
    await page.getByRole('tab', { name: 'Messages' }).click();
    const row = page.getByTestId('messages').getByRole('row').filter({ hasText: 'ADT^A37' });
    await row.getByText('This event is not handled').waitFor();
    await row.getByText('AR', { exact: true }).waitFor();
  });

  it('says who was merged into whom, and by which message', async () => {
    const { page } = room;
    await page.getByRole('tab', { name: 'Patients' }).click();
    const row = page.getByTestId('merges').getByRole('row').filter({ hasText: 'P8 of HOSP' });
    for (const words of ['P9 of HOSP', 'RIS^HOSP', 'MSG-3']) await row.getByText(words).waitFor();
  });

  it('settles a doubt with a reason, by keys alone', async () => {
    const { page } = room;
    const note = page.getByTestId('identity-note');
    await note.getByText('name Roe, Jane instead of Doe, Jane').waitFor();
    await note.getByRole('button', { name: /^Settle/ }).focus();
    await page.keyboard.press('Enter');
    await page.locator('textarea:focus').waitFor();
    await page.keyboard.type('She has married.');
    for (const _ of ['leave it open', 'settle']) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('No doubt is open').waitFor();
    await page.getByRole('radiogroup', { name: 'Which notes' }).getByText('All').click();
    await note.getByText(/Settled by .*She has married\./).waitFor();
  });

  it('says why an object was not stored, and the way out', async () => {
    const { page } = room;
    await page.getByRole('tab', { name: 'Quarantine' }).click();
    expect(new URL(page.url()).pathname).toBe('/orders/quarantine');
    const row = page
      .getByTestId('quarantine')
      .getByRole('row')
      .filter({ hasText: 'store.study-of-other-patient' });
    await row.getByText('Another patient than its study').waitFor();
    await row.getByText(/have the RIS send a merge/).waitFor();
  });

  it('tries it again, in vain at first, and has it stored once the patients are merged', async () => {
    const { page } = room;
    const again = page.getByRole('button', { name: /^Try again: Another patient than its study/ });
    await again.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Turned away again', { exact: true }).waitFor();
    await page.getByTestId('quarantine').getByText('2 times').waitFor();
    expect((await tell('ADT^A40', 'PID|1||P1^^^HOSP||DOE^JANE', 'MRG|P2^^^HOSP')).code).toBe('AA');
    await again.focus();
    await page.keyboard.press('Enter');
    await page.getByText('1 object stored', { exact: true }).waitFor();
    await page.getByText('Nothing was turned away').waitFor();
    expect(await page.locator(':focus').textContent()).toBe('Quarantine');
    const admin = await ApiClient.signIn(server, 'admin');
    const { entries } = await admin.json<AuditPage>('/api/audit?action=quarantine-retried');
    expect(entries).toMatchObject([
      { outcome: 'success', subject: { studyInstanceUid: StudyInstanceUID }, details: { outcome: 'stored' } },
      { outcome: 'failure', details: { code: 'store.study-of-other-patient' } },
    ]);
  });

  it('names no patient in any address, also while one is searched for', async () => {
    const { page } = room;
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.getByRole('link', { name: 'Worklist', exact: true }).click();
    await page.getByRole('textbox', { name: /^Search by patient/ }).fill('DOE');
    await page.getByText('1 study', { exact: true }).waitFor();
    await page.getByRole('textbox', { name: /^Search by patient/ }).fill('nobody of this name');
    await page.getByText('No study fits').waitFor();
    expect(addresses.join()).not.toMatch(/doe|nobody/i);
  });

  it('breaks no rule of the content security policy and throws nothing', () => {
    expect(room.faults).toEqual([]);
  });
});
