import * as fc from 'fast-check';
import { applyWindow, type VoiLutFunction, type Window } from './window';

const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const windows = fc.record<Window>({
  center: finite(-4000, 4000),
  width: finite(1, 8000),
  fn: fc.constantFrom<VoiLutFunction>('LINEAR', 'LINEAR_EXACT', 'SIGMOID'),
});
const linear = (x: number, center: number, width: number): number =>
  applyWindow(x, { center, width, fn: 'LINEAR' });

const exact = (x: number): number => applyWindow(x, { center: 10, width: 4, fn: 'LINEAR_EXACT' });
const sigmoid = (x: number): number => applyWindow(x, { center: 10, width: 4, fn: 'SIGMOID' });

describe('the window functions of PS3.3 C.11.2.1.2', () => {
  it('LINEAR gives the three worked examples of the standard', () => {
    // c=2048, w=4096: 0 -> least, 4095 -> greatest; c=2048, w=1: below 2048 least, from 2048 greatest.
    expect([linear(0, 2048, 4096), linear(4095, 2048, 4096)]).toEqual([0, 1]);
    expect([linear(2047, 2048, 1), linear(2048, 2048, 1)]).toEqual([0, 1]);
    // c=0, w=100: -50 -> least, 49 -> greatest.
    expect([linear(-50, 0, 100), linear(49, 0, 100)]).toEqual([0, 1]);
    expect(linear(0, 0, 101)).toBeCloseTo(0.505, 10);
  });

  it('LINEAR_EXACT is a half at the centre and reaches its ends at half the width', () => {
    expect([exact(8), exact(10), exact(12)]).toEqual([0, 0.5, 1]);
  });

  it('SIGMOID is a half at the centre and 1/(1+e^-2) half a width above it', () => {
    expect(sigmoid(10)).toBe(0.5);
    expect(sigmoid(12)).toBeCloseTo(1 / (1 + Math.exp(-2)), 12);
  });

  it('reads a LINEAR window narrower than 1 as exact instead of dividing by a negative width', () => {
    expect([linear(0.1, 0.2, 0.1), linear(0.2, 0.2, 0.1), linear(0.3, 0.2, 0.1)]).toEqual([0, 0.5, 1]);
  });

  it('stays between 0 and 1 and never falls', () => {
    fc.assert(
      fc.property(windows, finite(-70000, 70000), finite(-70000, 70000), (window, a, b) => {
        const [low, high] =
          a < b
            ? [applyWindow(a, window), applyWindow(b, window)]
            : [applyWindow(b, window), applyWindow(a, window)];
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(high).toBeGreaterThanOrEqual(low);
      }),
    );
  });

  it('is symmetric about its own centre', () => {
    fc.assert(
      fc.property(windows, finite(0, 5000), (window, distance) => {
        // A LINEAR window of width 1 is a step; it has no middle.
        fc.pre(window.width > 1.001);
        const middle = window.fn === 'LINEAR' ? window.center - 0.5 : window.center;
        const pair = applyWindow(middle + distance, window) + applyWindow(middle - distance, window);
        expect(Math.abs(pair - 1)).toBeLessThan(1e-6);
      }),
    );
  });
});
