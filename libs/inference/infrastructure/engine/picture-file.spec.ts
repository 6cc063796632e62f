import sharp from 'sharp';
import { readPicture } from './picture-file';

const raw = (values: number[], width: number, height: number, channels: 1 | 2 | 3 | 4) =>
  sharp(Uint8Array.from(values), { raw: { width, height, channels } });

describe('reading a picture file', () => {
  it('keeps grey values as they are, with and without an alpha channel', async () => {
    const plain = await readPicture(
      await raw([0, 64, 128, 255], 2, 2, 1).toColourspace('b-w').png().toBuffer(),
    );
    expect(plain).toMatchObject({ width: 2, height: 2 });
    expect([...plain.data]).toEqual([0, 64, 128, 255]);
    const withAlpha = raw([0, 255, 64, 255, 128, 255, 255, 255], 2, 2, 2).toColourspace('b-w').png();
    expect([...(await readPicture(await withAlpha.toBuffer())).data]).toEqual([0, 64, 128, 255]);
  });

  it('weighs colours by 0.299, 0.587 and 0.114 and rounds', async () => {
    const png = await raw([255, 0, 0, 0, 255, 0, 0, 0, 255, 200, 200, 200], 4, 1, 3).png().toBuffer();
    expect([...(await readPicture(png)).data]).toEqual([76, 150, 29, 200]);
  });

  it('brings 16-bit grey to 8 bits', async () => {
    const png = await sharp(Uint16Array.from([0, 0x4000, 0x8000, 0xffff]), {
      raw: { width: 4, height: 1, channels: 1 },
    })
      .toColourspace('grey16')
      .png()
      .toBuffer();
    const { data } = await readPicture(png);
    expect(data).toHaveLength(4);
    expect(data[0]).toBe(0);
    expect(data[3]).toBe(255);
    expect([...data]).toEqual([...data].sort((a, b) => a - b));
  });

  it('reads a grey JPEG', async () => {
    const jpeg = await raw(
      Array.from({ length: 256 }, () => 180),
      16,
      16,
      1,
    )
      .toColourspace('b-w')
      .jpeg()
      .toBuffer();
    const { data } = await readPicture(jpeg);
    expect(data).toHaveLength(256);
    expect(Math.max(...data) - Math.min(...data)).toBeLessThan(3);
    expect(data[0]! - 180).toBeLessThan(3);
  });

  it('tells a damaged file by its code', async () => {
    const png = await raw([1, 2, 3, 4], 2, 2, 1).png().toBuffer();
    await expect(readPicture(png.subarray(0, 40))).rejects.toMatchObject({ code: 'picture.unreadable' });
  });
});
