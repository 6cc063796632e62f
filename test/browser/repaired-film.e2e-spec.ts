import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { stow } from '../harness/stow';
import { negativeTurnedFilm } from '../harness/toy-films';
import { WetreadServer } from '../harness/wetread-server';
import { describeWithChromium, launchChromium } from './chromium';
import { ReadingRoom } from './reading-room';

jest.setTimeout(240_000);

describeWithChromium('the reading room, beside a film that was stored at fault', () => {
  let dataDir: string;
  let server: WetreadServer;
  let browser: Browser;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'wetread-browser-'));
    const env = {
      WETREAD_MODEL_DIR: resolve(__dirname, '../fixtures/toy-model'),
      WETREAD_STUDY_QUIET_SECONDS: '1',
    };
    server = await WetreadServer.start({ dataDir, empty: true, env });
    browser = await launchChromium();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('says small below the film what was undone before it was read', async () => {
    expect((await stow(server.url, [negativeTurnedFilm()])).ok).toBe(true);
    const room = new ReadingRoom(await browser.newPage({ viewport: { width: 1280, height: 800 } }));
    await room.signIn(server.links.get('radiologist')!);
    await room.openStudy('Draft ready', 'Toy');
    const notes = room.page.getByTestId('film-notes');
    await notes.getByText('The picture was stored as a negative').waitFor();
    await notes.getByText('The picture was stored turned by 90 degrees clockwise').waitFor();
    // The model found the patient's right at the top of the picture: the custom of R at the left edge is not told.
    expect(await room.page.getByText('R?', { exact: true }).count()).toBe(0);
    const [note, film] = [await notes.boundingBox(), await room.page.getByTestId('film-stage').boundingBox()];
    expect(note!.y).toBeGreaterThanOrEqual(film!.y + film!.height - 1);
    expect(note!.height).toBeLessThan(80);
    expect(room.faults).toEqual([]);
  });
});
