import * as fc from 'fast-check';
import {
  expectedScores,
  type Grade,
  ndcgAt,
  precisionAt,
  rankedScoreNames,
  reciprocalRank,
  scoreList,
} from './ranked-list';
import { seededRandom, shuffled } from './seeded-random';

const grades = fc.array(fc.constantFrom<Grade[]>(0, 1, 2), { minLength: 1, maxLength: 30 });

describe('ranked lists', () => {
  it('counts what is relevant among the first', () => {
    expect(precisionAt([2, 0, 1, 0, 0, 1], 5)).toBe(0.4);
    expect(precisionAt([2, 0, 1, 0, 0, 1], 5, 2)).toBe(0.2);
    expect(precisionAt([2], 5)).toBe(0.2);
  });

  it('has the reciprocal rank of the first relevant item', () => {
    expect(reciprocalRank([0, 0, 1, 2])).toBeCloseTo(1 / 3, 12);
    expect(reciprocalRank([0, 0])).toBe(0);
  });

  it('discounts gains by rank, worked out by hand', () => {
    // Gains 1, 0, 3 at discounts 1, .6309, .5; ideal 3, 1.
    expect(ndcgAt([1, 0, 2], 10)).toBeCloseTo((1 + 3 / 2) / (3 + 1 / Math.log2(3)), 12);
    expect(ndcgAt([0, 0], 10)).toBeNaN();
  });

  it('is one for the best order and never more', () => {
    fc.assert(
      fc.property(grades, (list) => {
        const best = [...list].sort((a, b) => b - a);
        if (best[0] === 0) return;
        expect(ndcgAt(best, 10)).toBeCloseTo(1, 12);
        expect(ndcgAt(list, 10)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('expects of chance what chance gives', () => {
    const list: Grade[] = [2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const random = seededRandom(5);
    const runs = Array.from({ length: 4000 }, () => scoreList(shuffled(list, random)));
    const expected = expectedScores(list);
    for (const name of rankedScoreNames) {
      const mean = runs.reduce((sum, run) => sum + run[name], 0) / runs.length;
      expect(Math.abs(mean - expected[name])).toBeLessThan(0.02);
    }
  });
});
