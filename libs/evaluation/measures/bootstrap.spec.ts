import * as fc from 'fast-check';
import { differenceOf, figureOf, percentileInterval, quantile, resampleGroups } from './bootstrap';
import { weightedMean } from './calibration';
import { seededRandom, seedOf, shuffled } from './seeded-random';

describe('resampling by patient', () => {
  it('keeps the films of one patient together', () => {
    const { draws } = resampleGroups(['a', 'b', 'a', 'c'], 50, 1);
    expect(draws).toHaveLength(50);
    expect(draws.every((weights) => weights[0] === weights[2])).toBe(true);
  });

  it('draws as many patients as there are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }),
        fc.nat(),
        (groups, seed) => {
          const names = [...new Set(groups)];
          const [weights] = resampleGroups(groups, 1, seed).draws;
          const drawn = names.reduce((sum, name) => sum + weights![groups.indexOf(name)]!, 0);
          expect(drawn).toBe(names.length);
        },
      ),
    );
  });

  it('is the same for the same seed and another for another', () => {
    const groups = Array.from({ length: 30 }, (_, row) => `p${row}`);
    const [one, same, other] = [7, 7, 8].map((seed) => resampleGroups(groups, 2, seed).draws);
    expect(one).toEqual(same);
    expect(one).not.toEqual(other);
  });
});

describe('figures and intervals', () => {
  const resamples = resampleGroups(
    Array.from({ length: 200 }, (_, row) => `p${row}`),
    1000,
    3,
  );
  const coin = weightedMean(Array.from({ length: 200 }, (_, row) => row % 2));

  it('is about two standard errors to either side for a mean', () => {
    const { value, interval95 } = figureOf(coin, resamples);
    // Standard error of a share of one half in 200: .5 / sqrt(200) = .035.
    expect(value).toBe(0.5);
    expect(interval95![0]).toBeCloseTo(0.5 - 1.96 * 0.0354, 1);
    expect(interval95![1]).toBeCloseTo(0.5 + 1.96 * 0.0354, 1);
  });

  it('leaves no doubt about the difference of a thing and itself', () => {
    expect(differenceOf(coin, coin, resamples)).toEqual({ value: 0, interval95: [0, 0] });
  });

  it('says nothing where nothing is defined', () => {
    expect(figureOf(() => Number.NaN, resamples)).toEqual({ value: null, interval95: null });
    expect(percentileInterval([Number.NaN, 1, 2, 3])).toEqual([1.05, 2.95]);
  });

  it('takes quantiles between neighbours', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([5], 0.975)).toBe(5);
  });
});

describe('seeded numbers', () => {
  it('lie in their range and repeat', () => {
    const draw = (): number[] => {
      const random = seededRandom(seedOf('noise', 3));
      return Array.from({ length: 200 }, () => random.next());
    };
    expect(draw()).toEqual(draw());
    expect(draw().every((value) => value >= 0 && value < 1)).toBe(true);
    expect(draw().reduce((sum, value) => sum + value, 0) / 200).toBeCloseTo(0.5, 1);
  });

  it('orders anew and loses nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.nat(), (items, seed) => {
        expect(shuffled(items, seededRandom(seed)).sort()).toEqual([...items].sort());
      }),
    );
  });
});
