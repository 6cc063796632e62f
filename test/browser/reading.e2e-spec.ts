import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { WetreadServer } from '../harness/wetread-server';
import { describeWithChromium, launchChromium } from './chromium';
import { ReadingRoom } from './reading-room';

// Two cores, software WebGL and a server that drafts meanwhile: minutes, not seconds.
jest.setTimeout(240_000);

describeWithChromium('the reading room, in a real browser', () => {
  let dataDir: string;
  let server: WetreadServer;
  let browser: Browser;
  let room: ReadingRoom;

  const enter = async (role: string): Promise<ReadingRoom> => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const entered = new ReadingRoom(page);
    await entered.signIn(server.links.get(role)!);
    return entered;
  };

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'wetread-browser-'));
    const env = { WETREAD_STUDY_QUIET_SECONDS: '1' };
    server = await WetreadServer.start({ dataDir, firstStart: true, env });
    browser = await launchChromium();
    room = await enter('radiologist');
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('takes the token of the sign-in link out of the address', () => {
    expect(room.page.url()).toBe(`${server.url}/`);
  });

  it('reads a drafted phantom: a sentence lights its region, an edit is saved, the report is signed', async () => {
    const { page } = room;
    await room.openStudy('Draft ready', 'PHANTOM');
    expect(await room.status()).toBe('Preliminary');
    await page.getByText('AI draft, not reviewed').waitFor();

    await room.sentences().first().hover();
    await room.litRegion().waitFor();
    const [region, film] = [
      await room.litRegion().boundingBox(),
      await page.getByTestId('film-stage').boundingBox(),
    ];
    expect(region!.width).toBeGreaterThan(5);
    expect(region!.x).toBeGreaterThanOrEqual(film!.x - 1);
    expect(region!.x + region!.width).toBeLessThanOrEqual(film!.x + film!.width + 1);

    await room.edit(room.sentences().last());
    await page.keyboard.press('Control+Enter');
    await page.keyboard.type('Reviewed beside the film.');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+s');
    await page.getByText('Revision 2', { exact: true }).waitFor();
    await page.getByText('AI draft, edited, not signed').waitFor();

    await room.sign();
    await page.getByText(/^Signed by /).waitFor();
    expect(await room.status()).toBe('Final');
  });

  it('shows what a person changed', async () => {
    await room.tab('History');
    await room.page.locator('ins', { hasText: 'Reviewed beside the film.' }).waitFor();
  });

  it('gives the signed report as a PDF', async () => {
    const pdf = await room.export('PDF');
    expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect(pdf.subarray(-1024).toString('latin1')).toContain('%%EOF');
  });

  it('tells in the audit trail of the study what was done', async () => {
    await room.tab('Audit');
    const trail = room.page.getByTestId('audit-entries');
    for (const action of ['Received', 'Drafted', 'Viewed', 'Edited', 'Signed', 'Exported']) {
      await trail.getByText(action, { exact: true }).first().waitFor();
    }
  });

  it('changes window, zoom and polarity of the film by hand and by key, and puts them back', async () => {
    const { page } = room;
    const readout = () => page.getByTestId('window-readout').textContent();
    const before = await readout();
    const stage = (await page.getByTestId('film-stage').boundingBox())!;
    const [x, y] = [stage.x + stage.width / 2, stage.y + stage.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 40, { steps: 4 });
    await page.mouse.up();
    expect(await readout()).not.toBe(before);
    await page.keyboard.press('i');
    expect(await readout()).toContain('inverted');
    const fitted = await page.getByTestId('zoom-readout').textContent();
    await page.mouse.wheel(0, -400);
    expect(await page.getByTestId('zoom-readout').textContent()).not.toBe(fitted);
    await page.keyboard.press('r');
    expect(await readout()).toBe(before);
    expect(await page.getByTestId('zoom-readout').textContent()).toBe(fitted);
  });

  it('takes a signed report back for a stated reason', async () => {
    const { page } = room;
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: /Withdraw the signed report/ }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('Filed for the wrong patient.');
    await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
    await page.getByText('Withdrawn, do not use').waitFor();
    expect(await room.status()).toBe('Entered in error');
    expect(await page.getByRole('button', { name: 'Addendum' }).count()).toBe(0);
  });

  it('asks before unsaved words are lost', async () => {
    const { page } = room;
    await page.keyboard.press('u');
    await page.getByRole('heading', { name: 'Worklist' }).waitFor();
    await room.openStudy('Draft ready', 'PHANTOM');
    // Before the field has the focus, letters are shortcuts; before the page knows of the change, nothing is guarded.
    await room.edit(room.sentences().first());
    await page.keyboard.type(' Unsaved.');
    await page.keyboard.press('Escape');
    await page.locator('button:enabled', { hasText: 'Save' }).first().waitFor();
    await page.goBack();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.getByRole('heading', { name: 'Worklist' }).waitFor();
  });

  it('shows a refused study with its reason, and its pictures', async () => {
    await room.openStudy('No draft', /MR/);
    await room.page.getByTestId('refusal').getByText('No draft for this study').waitFor();
    await room.tab('Objects');
    await room.page
      .getByTestId('conformance')
      .getByText(/^\d+ objects/)
      .waitFor();
  });

  it('lets an administrator see that the audit chain is intact', async () => {
    const admin = await enter('admin');
    await admin.page.getByRole('link', { name: 'Audit' }).click();
    await admin.page.getByTestId('audit-verification').filter({ hasText: 'Intact' }).waitFor();
    await admin.page.close();
  });

  it('draws the film where there is no WebGL', async () => {
    const plain = await launchChromium({ webgl: false });
    const without = new ReadingRoom(await plain.newPage({ viewport: { width: 1280, height: 800 } }));
    await without.signIn(server.links.get('radiologist')!);
    await without.openStudy('Draft ready', 'PHANTOM');
    const { channels } = await sharp(await without.page.getByTestId('film-stage').screenshot()).stats();
    expect(channels[0]!.stdev).toBeGreaterThan(20);
    expect(without.faults).toEqual([]);
    await plain.close();
  });

  it('breaks no rule of the content security policy and throws nothing', () => {
    expect(room.faults).toEqual([]);
  });
});
