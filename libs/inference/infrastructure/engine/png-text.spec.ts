import sharp from 'sharp';
import { readPicture } from './picture-file';
import { saysSynthetic, textsOf, withTexts } from './png-text';

describe('the text of a PNG', () => {
  let plain: Buffer;
  beforeAll(async () => {
    plain = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#777' } })
      .png()
      .toBuffer();
  });

  it('is read as it was written, and the picture stays one', async () => {
    const png = withTexts(plain, [
      ['Wetread', 'SYNTHETIC'],
      ['Comment', 'seed 7, naïve'],
    ]);
    expect(textsOf(png)).toEqual([
      { keyword: 'Wetread', value: 'SYNTHETIC' },
      { keyword: 'Comment', value: 'seed 7, naïve' },
    ]);
    expect(await readPicture(png)).toMatchObject({ width: 8, height: 8 });
    // What other programs read.
    expect((await sharp(png).metadata()).comments).toContainEqual({ keyword: 'Wetread', text: 'SYNTHETIC' });
  });

  it('marks a synthetic film, and only that', () => {
    expect(saysSynthetic(withTexts(plain, [['Wetread', 'SYNTHETIC']]))).toBe(true);
    expect(saysSynthetic(withTexts(plain, [['Comment', 'SYNTHETIC']]))).toBe(false);
    expect(saysSynthetic(plain)).toBe(false);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])],
  ])('is none in %s', (_, bytes) => expect(textsOf(bytes)).toEqual([]));

  it('ends where a PNG is cut off', () => {
    const png = withTexts(plain, [['Wetread', 'SYNTHETIC']]);
    for (let length = 0; length < png.length; length += 3) {
      expect(() => textsOf(png.subarray(0, length))).not.toThrow();
    }
  });
});
