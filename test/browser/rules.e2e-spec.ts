import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { RuleSet } from '@wetread/contracts';
import { newUid } from '@wetread/dicom';
import type { Browser } from 'playwright-core';
import { ApiClient } from '../harness/api-client';
import { stow } from '../harness/stow';
import { uprightFilm } from '../harness/toy-films';
import { until } from '../harness/until';
import { WetreadServer } from '../harness/wetread-server';
import { describeWithChromium, launchChromium } from './chromium';
import { ReadingRoom } from './reading-room';

jest.setTimeout(240_000);

describeWithChromium('the reading room, before the rules', () => {
  let dataDir: string;
  let server: WetreadServer;
  let browser: Browser;
  let admin: ApiClient;
  let room: ReadingRoom;
  const studyInstanceUid = newUid();
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'wetread-browser-'));
    const env = {
      WETREAD_MODEL_DIR: resolve(__dirname, '../fixtures/toy-model'),
      WETREAD_STUDY_QUIET_SECONDS: '1',
    };
    server = await WetreadServer.start({ dataDir, empty: true, env });
    admin = await ApiClient.signIn(server, 'admin');
    const film = uprightFilm({ StudyInstanceUID: studyInstanceUid, StudyDescription: 'Chest night' });
    await stow(server.url, [film]);
    await until('the draft', async () => (await admin.worklist()).items.some(({ reportId }) => reportId));
    browser = await launchChromium({ webgl: false });
    room = new ReadingRoom(await browser.newPage({ viewport: { width: 1280, height: 800 } }));
    await room.signIn(server.links.get('admin')!);
    await room.page.getByRole('link', { name: 'Rules' }).click();
    await room.page.getByText('There is no rule').waitFor();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const active = () => admin.json<RuleSet>('/api/routing/active');

  it('points at the fault of a condition while it is written', async () => {
    const { page } = room;
    await page.keyboard.press('n');
    await page.locator('input:focus').waitFor();
    await page.keyboard.type('night');
    await page.getByRole('textbox', { name: 'Condition' }).fill(`study.StudyDescripton.like('*night*')`);
    await page.getByText('No such key: StudyDescripton, at character 7').waitFor();
    expect(await page.getByRole('button', { name: 'Review and save' }).isEnabled()).toBe(false);
    await page.getByRole('textbox', { name: 'Condition' }).fill(`study.StudyDescription.like('*night*')`);
    await page.getByText('No such key').waitFor({ state: 'hidden' });
  });

  it('says what they would do with a stored study, and because of what, before they are saved', async () => {
    const { page } = room;
    await page.getByRole('radiogroup', { name: 'Lane' }).getByText('Urgent').click();
    await page.getByRole('combobox', { name: 'Study' }).click();
    await page.getByRole('option', { name: /Chest night/ }).click();
    const result = page.getByTestId('dry-run');
    await result.getByText('night decides').waitFor();
    await result.getByText('Urgent', { exact: true }).waitFor();
    const verdict = result.getByTestId('verdict').first();
    expect(await verdict.getByRole('img').getAttribute('aria-label')).toBe('Holds');
    await verdict.getByText('study.StudyDescription: Chest night').waitFor();
    expect((await active()).version).toBe(1);
  });

  it('shows which of the latest studies change, and saves them to decide', async () => {
    const { page } = room;
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog', { name: 'Save these rules' });
    await dialog.getByText('Of the one study that is stored, 1 would be treated in another way').waitFor();
    await dialog.getByRole('row').filter({ hasText: 'Urgent lane' }).waitFor();
    await dialog.getByLabel('Comment').fill('by night first');
    await dialog.getByRole('button', { name: 'Save and activate' }).click();
    await page.getByText('Version 2 decides', { exact: true }).waitFor();
    expect(await active()).toMatchObject({
      version: 2,
      comment: 'by night first',
      rules: [{ name: 'night', outcome: { lane: 'urgent' } }],
    });
  });

  it('asks before a change is left unsaved', async () => {
    const { page } = room;
    await page.getByRole('switch', { name: 'night is on' }).focus();
    await page.keyboard.press('Space');
    await page.getByText('Changed, not saved').waitFor();
    await page.getByRole('link', { name: 'Worklist', exact: true }).click();
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await question.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.getByText('Changed, not saved').waitFor({ state: 'hidden' });
  });

  it('goes back to an older version, after showing what that does', async () => {
    const { page } = room;
    await page.getByRole('button', { name: 'Activate version 1' }).click();
    const dialog = page.getByRole('dialog', { name: 'Activate version 1' });
    await dialog.getByText(/1 would be treated in another way/).waitFor();
    await dialog.getByRole('button', { name: 'Activate', exact: true }).click();
    await page
      .getByTestId('versions')
      .getByRole('row')
      .filter({ hasText: 'No rules' })
      .getByText('Decides')
      .waitFor();
    await page.getByTestId('not-active').waitFor();
    expect((await active()).version).toBe(1);
  });

  it('is closed to a radiologist, who is told whom to ask', async () => {
    const reader = new ReadingRoom(await browser.newPage());
    await reader.signIn(server.links.get('radiologist')!);
    expect(await reader.page.getByRole('link', { name: 'Rules' }).count()).toBe(0);
    await reader.page.goto(`${server.url}/rules`);
    await reader.page.getByText('Your role may not manage connections').waitFor();
    await reader.page.close();
  });

  it('breaks no rule of the content security policy and throws nothing', () => {
    expect(room.faults).toEqual([]);
  });
});
