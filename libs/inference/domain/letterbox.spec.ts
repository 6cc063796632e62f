import { axisTaps, boxToPicture, fitLetterbox, letterbox } from './letterbox';

const image = (width: number, height: number, values: number[]) => ({
  width,
  height,
  data: Uint8Array.from(values),
});
const rows = (square: Float32Array, size: number): number[][] =>
  Array.from({ length: size }, (_, y) =>
    [...square.subarray(y * size, (y + 1) * size)].map((value) => Math.round(value * 255 * 1e4) / 1e4),
  );

describe('the letterbox', () => {
  it('puts a tall film in the middle of the square', () => {
    expect(fitLetterbox(1841, 1955, 320)).toEqual({ size: 320, left: 9, top: 0, width: 301, height: 320 });
    expect(fitLetterbox(2000, 10, 64)).toEqual({ size: 64, left: 0, top: 31, width: 64, height: 1 });
  });

  it('averages whole source pixels when the size is halved', () => {
    const { square } = letterbox(image(4, 4, [0, 10, 20, 30, 10, 20, 30, 40, 5, 5, 7, 7, 5, 5, 7, 7]), 2);
    expect(rows(square, 2)).toEqual([
      [10, 30],
      [5, 7],
    ]);
  });

  it('counts pixels that lie across a boundary by the part that is covered', () => {
    // 3 -> 2: the first target covers pixel 0 and half of pixel 1.
    const { square } = letterbox(image(3, 3, [30, 60, 90, 30, 60, 90, 30, 60, 90]), 2);
    expect(rows(square, 2)[0]).toEqual([40, 80]);
  });

  it('is linear between pixel centres when it enlarges', () => {
    const { square } = letterbox(image(2, 2, [0, 100, 0, 100]), 4);
    expect(rows(square, 4)[1]).toEqual([0, 25, 75, 100]);
  });

  it('pads with black and leaves the film untouched at its own size', () => {
    const { square } = letterbox(image(2, 4, [1, 2, 3, 4, 5, 6, 7, 8]), 4);
    expect(rows(square, 4)).toEqual([
      [0, 1, 2, 0],
      [0, 3, 4, 0],
      [0, 5, 6, 0],
      [0, 7, 8, 0],
    ]);
  });

  it.each([
    [1955, 320],
    [7, 3],
    [3, 7],
    [5, 5],
  ])('keeps brightness from %d to %d pixels', (length, target) => {
    for (const { first, weights } of axisTaps(length, target)) {
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      expect(first + weights.length).toBeLessThanOrEqual(length);
    }
  });
});

describe('boxes', () => {
  it('return to fractions of the film', () => {
    const fit = fitLetterbox(100, 200, 200);
    expect(boxToPicture([0.25, 0, 0.5, 1], fit)).toEqual([0, 0, 1, 1]);
    expect(boxToPicture([0.5, 0.25, 0.25, 0.5], fit)).toEqual([0.5, 0.25, 0.5, 0.5]);
  });

  it('are cut where they leave the film', () => {
    expect(boxToPicture([0, 0.9, 0.5, 0.3], fitLetterbox(100, 200, 200))).toEqual([
      0,
      0.9,
      0.5,
      expect.closeTo(0.1),
    ]);
  });
});
