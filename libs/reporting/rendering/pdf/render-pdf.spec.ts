import sharp from 'sharp';
import { sampleCompared, sampleDraft, sampleSigned, sampleTurned } from '@wetread/testing';
import { fontRuns } from './pdf-fonts';
import { renderPdf } from './render-pdf';

const pagesOf = (pdf: Uint8Array) =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\b(?!s)/g)?.length;

describe('the report as PDF', () => {
  it('is one page for a short report and more for a long one', async () => {
    const long = Array.from({ length: 150 }, (_, at) => ({
      ...sampleSigned.sentences[0],
      id: `s${at}`,
      section: 'impression' as const,
    })) as typeof sampleSigned.sentences;
    expect(pagesOf(await renderPdf(sampleSigned))).toBe(1);
    expect(pagesOf(await renderPdf({ ...sampleSigned, sentences: long }))).toBeGreaterThan(2);
  });

  it('gives the same bytes for the same revision', async () => {
    expect(Buffer.from(await renderPdf(sampleDraft)).equals(await renderPdf(sampleDraft))).toBe(true);
  });

  it('says what must be known of the picture', async () => {
    const [plain, turned] = [await renderPdf(sampleDraft), await renderPdf(sampleTurned)];
    expect(Buffer.from(plain).equals(turned)).toBe(false);
  });

  it('names the film that it was compared with', async () => {
    const [plain, compared] = [await renderPdf(sampleDraft), await renderPdf(sampleCompared)];
    expect(Buffer.from(plain).equals(compared)).toBe(false);
  });

  it('draws the film when it is given', async () => {
    const bytes = await sharp({ create: { width: 40, height: 48, channels: 3, background: '#444' } })
      .jpeg()
      .toBuffer();
    const film = {
      bytes,
      width: 40,
      height: 48,
      sopInstanceUid: sampleDraft.images[0]?.sopInstanceUid ?? '',
    };
    const text = Buffer.from(await renderPdf(sampleDraft, film)).toString('latin1');
    expect(text).toContain('/Subtype /Image');
  });
});

describe('setting names of many scripts', () => {
  it('finds a font for Latin, Greek and Cyrillic', () => {
    const { runs, missing } = fontRuns('Müller Łucja Παπάς Иванов', 'regular');
    expect(missing).toBe(false);
    expect(new Set(runs.map(({ font }) => font))).toEqual(
      new Set([
        'inter-latin-regular',
        'inter-latin-ext-regular',
        'inter-greek-regular',
        'inter-cyrillic-regular',
      ]),
    );
    expect(runs.map(({ text }) => text).join('')).toBe('Müller Łucja Παπάς Иванов');
  });

  it('tells what it cannot set instead of dropping it', () => {
    expect(fontRuns('山田', 'regular')).toMatchObject({ missing: true, runs: [{ text: '¤¤' }] });
  });
});
