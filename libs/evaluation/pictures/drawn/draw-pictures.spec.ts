import { contentHash } from '@wetread/kernel';
import { drawPictures } from './draw-pictures';

describe('drawn pictures', () => {
  it('are at least sixty, none blank, none twice', async () => {
    const drawn = await drawPictures(1);
    expect(drawn.length).toBeGreaterThanOrEqual(60);
    for (const { picture } of drawn)
      expect(picture.data.some((level) => level !== picture.data[0])).toBe(true);
    expect(new Set(drawn.map(({ picture }) => contentHash(picture.data))).size).toBe(drawn.length);
  });
});
