import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { writePhantomStudy } from '@wetread/phantom';
import { stow } from '../harness/stow';
import { WetreadServer } from '../harness/wetread-server';
import { describeWithChromium, launchChromium } from './chromium';
import { ReadingRoom } from './reading-room';

jest.setTimeout(240_000);

const film = (date: string, effusion: boolean) =>
  writePhantomStudy({
    patient: { id: 'PHANTOM-ROOM', name: 'PHANTOM^Room', birthDate: '19610401', sex: 'F' },
    study: { date, time: '101500', description: 'Chest PA (phantom)', accessionNumber: `ROOM-${date}` },
    films: [{ seed: 4103, findings: effusion ? [{ code: 'Effusion', side: 'right', size: 'large' }] : [] }],
    size: 512,
  });

describeWithChromium('the reading room, beside a film that was compared with an earlier one', () => {
  let dataDir: string;
  let server: WetreadServer;
  let browser: Browser;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'wetread-browser-'));
    server = await WetreadServer.start({ dataDir, empty: true, env: { WETREAD_STUDY_QUIET_SECONDS: '1' } });
    browser = await launchChromium();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('names the earlier film below the later one, and leads to it', async () => {
    const [spring, autumn] = [film('20260302', false), film('20261120', true)];
    for (const { instances } of [spring, autumn])
      expect((await stow(server.url, [instances[0]!.bytes])).ok).toBe(true);
    const room = new ReadingRoom(await browser.newPage({ viewport: { width: 1280, height: 800 } }));
    await room.signIn(server.links.get('radiologist')!);
    await room.page.goto(`${server.url}/studies/${autumn.studyInstanceUid}`);
    const line = room.page.getByTestId('prior-line');
    await line.getByText('Compared with').waitFor();
    await line.getByRole('link', { name: 'the film of 2 Mar 2026' }).click();
    await room.page.waitForURL(`**/studies/${spring.studyInstanceUid}`);
    await room.page.getByTestId('report-status').waitFor();
    expect(await room.page.getByTestId('prior-line').count()).toBe(0);
    expect(room.faults).toEqual([]);
  });
});
