import * as fc from 'fast-check';
import { rateOf } from './wilson';

describe('the Wilson interval', () => {
  it('has the published bounds for 81 of 263', () => {
    // Newcombe, Statistics in Medicine 1998, table I: .2553 to .3662.
    const { share, interval95 } = rateOf(81, 263);
    expect(share).toBeCloseTo(0.308, 3);
    expect(interval95![0]).toBeCloseTo(0.2553, 4);
    expect(interval95![1]).toBeCloseTo(0.3662, 4);
  });

  it('does not claim certainty from none in ten', () => {
    const { interval95 } = rateOf(0, 10);
    expect(interval95![0]).toBeCloseTo(0, 12);
    expect(interval95![1]).toBeCloseTo(0.2775, 4);
  });

  it('holds the share and stays within 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (of, part) => {
          const { share, interval95 } = rateOf(Math.round(of * part), of);
          expect(interval95![0]).toBeGreaterThanOrEqual(0);
          expect(interval95![0]).toBeLessThanOrEqual(share! + 1e-12);
          expect(interval95![1]).toBeGreaterThanOrEqual(share! - 1e-12);
          expect(interval95![1]).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('says nothing of nothing', () => {
    expect(rateOf(0, 0)).toEqual({ count: 0, of: 0, share: null, interval95: null });
  });
});
