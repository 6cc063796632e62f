import { enlarge } from './enlarge';
import { burnSyntheticMark, markedRows } from './synthetic-mark';

const flat = (side: number, level: number) => ({
  width: side,
  height: side,
  data: new Uint8Array(side * side).fill(level),
});

describe('the mark of a synthetic film', () => {
  it.each([0, 128, 255])('is white on black, on a film of grey %i', (level) => {
    const { data, width, height } = burnSyntheticMark(flat(256, level));
    const foot = data.subarray((height - markedRows(width)) * width);
    expect(foot.filter((value) => value === 255).length).toBeGreaterThan(150);
    expect(foot.filter((value) => value === 0).length).toBeGreaterThan(800);
  });

  it('leaves the film above its rows alone, and the picture it was given', () => {
    const film = flat(256, 90);
    const { data, width, height } = burnSyntheticMark(film);
    expect(data.subarray(0, (height - markedRows(width)) * width).every((value) => value === 90)).toBe(true);
    expect(film.data.every((value) => value === 90)).toBe(true);
  });

  it('grows with the film', () => {
    expect(markedRows(1024)).toBeGreaterThan(3 * markedRows(256));
  });

  it('covers less than a twentieth of a generated film', () => {
    expect(markedRows(256) / 256).toBeLessThan(0.05);
  });
});

describe('a film enlarged for viewers', () => {
  it('is twice as wide and shows the same', () => {
    const { width, height, data } = enlarge({
      ...flat(64, 0),
      data: Uint8Array.from({ length: 4096 }, (_, at) => (at % 64) * 4),
    });
    expect([width, height]).toEqual([128, 128]);
    expect(data[64]).toBeCloseTo(126, -1);
    expect(data[0]).toBe(0);
    expect(data[127]).toBe(252);
  });
});
