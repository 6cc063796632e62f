import { resolve } from 'node:path';
import type { Report } from '@wetread/contracts';
import {
  bytesSource,
  DicomObject,
  readStoredFrame,
  transcodeDataSet,
  TransferSyntax,
  wrapPart10,
} from '@wetread/dicom';
import { CreateToken } from '@wetread/identity';
import { demoCases, writePhantomStudy } from '@wetread/phantom';
import { describeWithPeers } from '@wetread/testing';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { describeWithChromium, launchChromium } from '../browser/chromium';
import type { ApiClient } from '../harness/api-client';
import { likeness } from '../harness/likeness';
import { OhifViewer, ohifAbsence } from '../harness/ohif-viewer';
import { stow } from '../harness/stow';
import { until } from '../harness/until';
import { draftOf, ReadingApp } from './reading-app';
import { STARTING_MS } from './stow-app';

const PATIENCE = 120_000;
const SIZE = 512;
const patient = { id: 'PHANTOM-OHIF', name: 'PHANTOM^Viewed', birthDate: '19700101', sex: 'O' } as const;

/** What a viewer must decompress itself when it asks for frames as they are stored. */
const STORED_AS = [
  TransferSyntax.JpegLosslessFirstOrder,
  TransferSyntax.JpegLsLossless,
  TransferSyntax.Jpeg2000Lossless,
  TransferSyntax.HtJpeg2000Lossless,
  TransferSyntax.RleLossless,
];

async function stored(file: Uint8Array, transferSyntaxUid: string): Promise<Uint8Array> {
  const header = DicomObject.parse(file);
  const frame = (number: number): Promise<Uint8Array> => readStoredFrame(header, bytesSource(file), number);
  const chunks: Uint8Array[] = [];
  for await (const chunk of transcodeDataSet({ header, frame, bulk: () => null }, transferSyntaxUid))
    chunks.push(chunk);
  const { sopClassUid, sopInstanceUid } = header.header;
  return wrapPart10({ dataset: Buffer.concat(chunks), transferSyntaxUid, sopClassUid, sopInstanceUid });
}

function viewing(): void {
  const pneumothorax = demoCases().find(({ key }) => key === 'pneumothorax')!;
  const film = writePhantomStudy({ ...pneumothorax.order, size: SIZE });
  const compressed = writePhantomStudy({
    patient,
    study: { date: '20261103', time: '100000', description: 'Syntaxes (phantom)', accessionNumber: 'PH-O1' },
    films: STORED_AS.map((_, index) => ({ seed: 900 + index })),
    size: SIZE,
  });
  let reading: ReadingApp;
  let radiologist: ApiClient;
  let viewer: OhifViewer;
  let browser: Browser;
  let page: Page;
  let draft: Report;
  const faults: string[] = [];

  beforeAll(async () => {
    reading = await ReadingApp.start({ WETREAD_MODEL_DIR: resolve('models') });
    radiologist = await reading.signIn('radiologist');
    await stow(reading.url, [film.instances[0]!.bytes]);
    const files = compressed.instances.map(({ bytes }, index) => stored(bytes, STORED_AS[index]!));
    expect((await stow(reading.url, await Promise.all(files))).ok).toBe(true);
    draft = await draftOf(radiologist, film.studyInstanceUid);
    for (const format of ['sr', 'comprehensive-sr']) {
      const answer = await radiologist.fetch(`/api/reports/${draft.id}/export?format=${format}`);
      await stow(reading.url, [Buffer.from(await answer.arrayBuffer())]);
    }
    const { secret } = await reading.app.get(CreateToken, { strict: false }).execute({
      name: 'ohif',
      scopes: ['read'],
      expiresAt: null,
      by: { kind: 'system', id: 'test' },
    });
    viewer = await OhifViewer.start(reading.url, secret);
    browser = await launchChromium();
  }, STARTING_MS);
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(PATIENCE);
    page.on('pageerror', (error) => faults.push(error.message));
  });
  afterEach(() => page?.close());
  afterAll(async () => {
    await browser?.close();
    await viewer?.close();
    await reading?.close();
  });

  async function open(studyInstanceUid: string): Promise<void> {
    await page.goto(`${viewer.url}/viewer?StudyInstanceUIDs=${studyInstanceUid}`);
    // OHIF shows newcomers round.
    await page.getByText('Skip all').click();
  }

  /** The main viewport's picture, without what is written over it. */
  async function shown(): Promise<Buffer> {
    const canvas = page.locator('canvas.cornerstone-canvas').first();
    const url = await canvas.evaluate((it) => (it as unknown as { toDataURL(): string }).toDataURL());
    return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
  }

  const rendered = async (study: string, series: string, instance: string): Promise<Buffer> => {
    const path = `/dicom-web/studies/${study}/series/${series}/instances/${instance}/rendered`;
    return Buffer.from(await (await fetch(`${reading.url}${path}?accept=image/png`)).arrayBuffer());
  };
  const renderedFilm = (): Promise<Buffer> => {
    const { studyInstanceUid, seriesInstanceUid, sopInstanceUid } = headerOf(film.instances[0]!.bytes);
    return rendered(studyInstanceUid, seriesInstanceUid, sopInstanceUid);
  };
  const headerOf = (bytes: Uint8Array) => DicomObject.parse(bytes).header;

  it('lists the studies', async () => {
    await page.goto(viewer.url);
    await page.getByText('PHANTOM, Viewed').first().waitFor();
    expect(viewer.asked.some(({ path }) => path.includes('limit=101'))).toBe(true);
  });

  it('shows the film in its main viewport as we render it, the right way round', async () => {
    await open(film.studyInstanceUid);
    const film8 = await renderedFilm();
    const alike = await until('the film is shown', async () => {
      const found = await likeness(await shown(), film8);
      return found > 0.5 && found;
    });
    expect(alike).toBeGreaterThan(0.98);
    const mirrored = await sharp(film8).flop().png().toBuffer();
    expect(await likeness(await shown(), mirrored)).toBeLessThan(0.97);
    const refused = viewer.asked.filter(({ status }) => status >= 400);
    expect(refused).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('shows our thumbnails', async () => {
    await open(film.studyInstanceUid);
    const picture = page.locator('[data-cy=study-browser-thumbnail] img').first();
    await picture.waitFor();
    const { width, height } = await picture.evaluate((it) => {
      const { naturalWidth, naturalHeight } = it as unknown as {
        naturalWidth: number;
        naturalHeight: number;
      };
      return { width: naturalWidth, height: naturalHeight };
    });
    expect(Math.max(width, height)).toBe(128);
    expect(viewer.asked.findLast(({ path }) => path.includes('/thumbnail'))).toMatchObject({
      status: 200,
    });
  });

  it('decompresses what we store compressed', async () => {
    await open(compressed.studyInstanceUid);
    const series = page.locator('[data-cy=study-browser-thumbnail]');
    await series.nth(STORED_AS.length - 1).waitFor();
    const pictures = await Promise.all(
      compressed.instances.map(({ bytes }) => {
        const { studyInstanceUid, seriesInstanceUid, sopInstanceUid } = headerOf(bytes);
        return rendered(studyInstanceUid, seriesInstanceUid, sopInstanceUid);
      }),
    );
    for (let number = 0; number < STORED_AS.length; number++) {
      await series.nth(number).dblclick();
      await until(`the film in ${STORED_AS[number]} is shown`, async () => {
        const window = await shown();
        const alike = await Promise.all(pictures.map((picture) => likeness(window, picture)));
        const best = Math.max(...alike);
        return best > 0.97 && alike.indexOf(best) === number;
      });
    }
    const frames = viewer.asked.filter(({ path }) => path.includes('/frames/'));
    expect(new Set(frames.map(({ accept }) => accept))).toEqual(
      new Set(['multipart/related; type=application/octet-stream; transfer-syntax=*']),
    );
  }, 300_000);

  it('reads the report as text, and its measurements over the film', async () => {
    await open(film.studyInstanceUid);
    const report = (number: number) =>
      page.locator('[data-cy=study-browser-thumbnail-no-image]').filter({ hasText: `S:${number}` });
    await report(9000).dblclick();
    await page.getByText(draft.sentences[0]!.text).first().waitFor();
    await report(9001).dblclick();
    // The outline of the finding, drawn over the film that the report refers to.
    await page.locator('svg.svg-layer path, svg.svg-layer polyline').first().waitFor({ state: 'attached' });
    expect(await likeness(await shown(), await renderedFilm())).toBeGreaterThan(0.9);
  });

  it('is told of in the audit trail by the name of its token', async () => {
    const { entries } = await (await reading.signIn('privacy-officer')).audit(film.studyInstanceUid);
    const viewers = entries.filter(({ action }) => action === 'viewed').map(({ actor }) => actor);
    expect(viewers).toContainEqual(expect.objectContaining({ kind: 'device', id: 'token:ohif' }));
  });
}

const NAME = 'OHIF, a zero-footprint viewer';
const absence = ohifAbsence();
if (absence === null) describeWithChromium(NAME, viewing);
else describeWithPeers(absence, NAME, viewing);
