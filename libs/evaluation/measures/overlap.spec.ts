import * as fc from 'fast-check';
import { areaOf, type Box, intersectionOverUnion, sideOfBoxes } from './overlap';

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const size = fc.double({ min: 0.01, max: 1, noNaN: true });
const box = fc.tuple(unit, unit, size, size) as fc.Arbitrary<Box>;

describe('overlap of boxes', () => {
  it('is a seventh for two squares that share a quarter of each', () => {
    expect(intersectionOverUnion([0, 0, 2, 2], [1, 1, 2, 2])).toBeCloseTo(1 / 7, 12);
  });

  it('is one for equal boxes and nothing for boxes that only touch', () => {
    expect(intersectionOverUnion([0.1, 0.2, 0.3, 0.4], [0.1, 0.2, 0.3, 0.4])).toBeCloseTo(1, 12);
    expect(intersectionOverUnion([0, 0, 1, 1], [1, 0, 1, 1])).toBe(0);
  });

  it('does not mind which box comes first, and stays within 0 and 1', () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        const value = intersectionOverUnion(a, b);
        expect(value).toBeCloseTo(intersectionOverUnion(b, a), 12);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it('names the patient’s side: the left of the picture is the right of the patient', () => {
    expect(sideOfBoxes([[0.1, 0.2, 0.2, 0.2]])).toBe('right');
    expect(sideOfBoxes([[0.6, 0.2, 0.2, 0.2]])).toBe('left');
    expect(sideOfBoxes([[0.3, 0.2, 0.4, 0.2]])).toBe('bilateral');
    expect(
      sideOfBoxes([
        [0.1, 0.2, 0.2, 0.2],
        [0.6, 0.2, 0.2, 0.2],
      ]),
    ).toBe('bilateral');
  });

  it('adds areas up', () => {
    expect(
      areaOf([
        [0, 0, 0.5, 0.2],
        [0.5, 0.5, 0.1, 0.1],
      ]),
    ).toBeCloseTo(0.11, 12);
  });
});
