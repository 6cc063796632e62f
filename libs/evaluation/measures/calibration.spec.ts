import * as fc from 'fast-check';
import { brierOf, calibrationErrorOf } from './calibration';

const all = (rows: number): number[] => Array<number>(rows).fill(1);

describe('calibration', () => {
  it('is the gap of each bin, weighted by its size', () => {
    // Bin .2: stated .25 and .25, observed 1 of 2: gap .25. Bin .9: stated .95, observed 1 of 1: gap .05.
    const error = calibrationErrorOf([true, false, true], [0.25, 0.25, 0.95]);
    expect(error(all(3))).toBeCloseTo((2 * 0.25 + 0.05) / 3, 12);
  });

  it('is nothing for chances that are kept', () => {
    expect(calibrationErrorOf([true, false, false, false], [0.25, 0.25, 0.25, 0.25])(all(4))).toBeCloseTo(0);
    expect(calibrationErrorOf([true], [1])(all(1))).toBe(0);
  });

  it('never exceeds the mean distance from the truth', () => {
    const row = fc.tuple(fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (sample) => {
        const labels = sample.map(([label]) => label);
        const chances = sample.map(([, chance]) => chance);
        const distance = chances.reduce((sum, chance, i) => sum + Math.abs(chance - (labels[i] ? 1 : 0)), 0);
        const error = calibrationErrorOf(labels, chances)(all(sample.length));
        expect(error).toBeGreaterThanOrEqual(0);
        expect(error).toBeLessThanOrEqual(distance / sample.length + 1e-9);
      }),
    );
  });

  it('has the Brier score of the squared distances', () => {
    expect(brierOf([true, false], [0.8, 0.4])(all(2))).toBeCloseTo((0.04 + 0.16) / 2, 12);
    expect(brierOf([true, false], [0.8, 0.4])([3, 1])).toBeCloseTo((3 * 0.04 + 0.16) / 4, 12);
  });
});
