import type { GreyImage } from '@wetread/inference';
import { coverAllButBorder, coverBorder, coverCorners } from './mask-picture';
import { coarsen } from './resample';
import { faults, spoil } from './spoil-picture';
import { invert, turn } from './turn-picture';

const small: GreyImage = { width: 3, height: 2, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };

/** Bright above, dark below, a different grey in each column. */
const film: GreyImage = {
  width: 160,
  height: 200,
  data: Uint8Array.from({ length: 160 * 200 }, (_, i) => (i < 16_000 ? 130 : 20) + (i % 160) / 2),
};

describe('turned pictures', () => {
  it('go clockwise', () => {
    expect(turn(small, 1)).toEqual({ width: 2, height: 3, data: Uint8Array.of(4, 1, 5, 2, 6, 3) });
    expect(turn(small, 2).data).toEqual(Uint8Array.of(6, 5, 4, 3, 2, 1));
    expect(turn(turn(small, 3), 1)).toEqual(small);
  });

  it('are put back by a second inversion', () => {
    expect(invert(small).data).toEqual(Uint8Array.of(254, 253, 252, 251, 250, 249));
    expect(invert(invert(small))).toEqual(small);
  });
});

describe('spoilt films', () => {
  it.each(faults)('$name is the same for the same film', async (fault) => {
    const [one, two] = [await spoil(film, 'a.jpg', fault, 7), await spoil(film, 'a.jpg', fault, 7)];
    expect(Buffer.from(one.data).equals(Buffer.from(two.data))).toBe(true);
    expect(one.data).toHaveLength(one.width * one.height);
    expect(Buffer.from(one.data).equals(Buffer.from(film.data))).toBe(false);
  });

  it('names what must be undone, and nothing where nothing can be', () => {
    const repairs = Object.fromEntries(faults.map(({ name, repairs }) => [name, repairs.length]));
    expect(repairs).toMatchObject({ 'rotated-90': 1, 'inverted and rotated-180': 2, noise: 0, blurred: 0 });
  });
});

describe('covered films', () => {
  const centre = 100 * 160 + 80;

  it('lose the border and keep the middle, or the other way round', () => {
    expect(coverBorder(film, 0.08).data[centre]).toBe(film.data[centre]);
    expect(coverBorder(film, 0.08).data[0]).toBe(coverBorder(film, 0.08).data[3]);
    expect(coverAllButBorder(film, 0.08).data[0]).toBe(film.data[0]);
    expect(coverAllButBorder(film, 0.08).data[centre]).toBe(coverAllButBorder(film, 0.08).data[centre + 9]);
  });

  it('lose only the four corners', () => {
    const covered = coverCorners(film, 0.1);
    expect(covered.data[0]).toBe(covered.data[159]);
    expect(covered.data[80]).toBe(film.data[80]);
    expect(covered.data[centre]).toBe(film.data[centre]);
  });

  it('keep their size and lose detail when they are made coarser', async () => {
    const coarse = await coarsen(film, 4);
    expect([coarse.width, coarse.height, coarse.data.length]).toEqual([160, 200, 32_000]);
    expect(Buffer.from(coarse.data).equals(Buffer.from(film.data))).toBe(false);
  });
});
