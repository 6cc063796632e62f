import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { contactSheet } from './contact-sheet';
import { lookPage } from './look-page';
import type { LookedFilm } from './looked-film';
import { emptyTally, readTally, tallyPage } from './tally';

async function aFilm(number: number): Promise<LookedFilm> {
  const raw = { width: 320, height: 300, channels: 1 as const };
  return {
    number,
    image: `film-${number}.png`,
    refusal: null,
    labels: ['Effusion', 'Mass'],
    read: ['Effusion'],
    chances: [{ code: 'Effusion', probability: 0.914, present: true }],
    boxes: [{ code: 'Effusion', box: [0.5, 0.5, 0.25, 0.25] }],
    sentences: [
      {
        text: 'Effusion <left> & large.',
        section: 'findings',
        isFinding: true,
        box: 1,
        read: ['Effusion + left'],
        flags: ['wrong-side: placed left'],
      },
    ],
    jpeg: await sharp(Buffer.alloc(320 * 300, 90), { raw })
      .jpeg()
      .toBuffer(),
    width: 320,
    height: 300,
  };
}

describe('drafts to look at', () => {
  it('stand beside their film with evidence, labels, chances and flags, on a page that needs nothing else', async () => {
    const page = lookPage([await aFilm(1)], 'Drafts', ['index.html']);
    for (const told of [
      'Pleural effusion 91 %',
      'Effusion &lt;left&gt; &amp; large.',
      'Effusion + left',
      'wrong-side: placed left',
    ])
      expect(page).toContain(told);
    expect(page).toContain('left:50.0%;top:50.0%;width:25.0%;height:25.0%');
    expect(page).toContain('<span class="miss">Lung mass</span>');
    expect(page).not.toMatch(/(?:src|href)="(?!data:|index\.html)/);
  });

  it('are one picture for those who see pictures only, four films a row', async () => {
    const sheet = await contactSheet(await Promise.all([1, 2, 3, 4, 5].map(aFilm)));
    const { width, height, channels = 3 } = await sharp(sheet).metadata();
    expect(width).toBe(4 * 392);
    expect(height).toBeGreaterThan(2 * 190);
    // The box of the first film is drawn in colour.
    const { data } = await sharp(sheet)
      .extract({ left: 98, top: 92, width: 6, height: 6 })
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(data.some((level, index) => index % channels === 0 && level - data[index + 2]! > 60)).toBe(true);
  });
});

describe('the form for faults', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'wetread-tally-'))));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function filledIn(...faults: (readonly string[] | null)[]): Promise<string> {
    const form = emptyTally(await Promise.all(faults.map((_, index) => aFilm(index + 1))));
    const films = form.films.map((film, index) => ({
      ...film,
      read: faults[index] !== null,
      faults: faults[index] ?? [],
    }));
    const path = join(folder, 'tally.json');
    await writeFile(path, JSON.stringify({ ...form, films }));
    return path;
  }

  it('counts drafts by kind, of those that were read', async () => {
    const tally = await readTally(
      await filledIn(['wrong-side', 'wrong-side'], [], null, ['wrong-side', 'language']),
    );
    expect([tally.films, tally.read, tally.withoutFault.count]).toEqual([4, 3, 1]);
    const counts = Object.fromEntries(tally.kinds.map(({ kind, drafts }) => [kind, drafts.count]));
    expect(counts).toMatchObject({ 'wrong-side': 2, language: 1, repetition: 0 });
    expect(tallyPage(tally)).toContain('| wrong-side | the other side, or both for one | 2 of 3');
  });

  it('refuses a kind that nobody explained, and what is no form', async () => {
    await expect(readTally(await filledIn(['ugly']))).rejects.toThrow('do not explain "ugly"');
    await writeFile(join(folder, 'tally.json'), '{}');
    await expect(readTally(join(folder, 'tally.json'))).rejects.toThrow('cannot be counted');
    await expect(readTally(join(folder, 'none.json'))).rejects.toThrow('cannot be read');
  });
});
