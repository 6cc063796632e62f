import * as fc from 'fast-check';
import { aurocOf, meanOf } from './auroc';

const all = (rows: number): number[] => Array<number>(rows).fill(1);
const rows = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 6 })), {
  minLength: 1,
  maxLength: 40,
});

/** Mann-Whitney by its definition: every positive against every negative. */
function byPairs(labels: boolean[], scores: number[]): number {
  const positives = scores.filter((_, row) => labels[row]);
  const negatives = scores.filter((_, row) => !labels[row]);
  const wins = positives.flatMap((p) => negatives.map((n) => (p > n ? 1 : p === n ? 0.5 : 0)));
  return wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
}

describe('the area under the ROC curve', () => {
  it('is what the four pairs of two positives and two negatives say', () => {
    // .8 beats both negatives, .4 beats .1 and loses to .6.
    expect(aurocOf([true, false, true, false], [0.8, 0.6, 0.4, 0.1])(all(4))).toBe(0.75);
  });

  it('counts a tie as half, so that a constant is worth nothing', () => {
    expect(aurocOf([true, false, false], [0.5, 0.5, 0.5])(all(3))).toBe(0.5);
  });

  it('is not defined without both kinds', () => {
    expect(aurocOf([true, true], [0.1, 0.9])(all(2))).toBeNaN();
    expect(aurocOf([true, false], [0.9, 0.1])([1, 0])).toBeNaN();
  });

  it('agrees with the definition on any sample', () => {
    fc.assert(
      fc.property(rows, (sample) => {
        const labels = sample.map(([label]) => label);
        const scores = sample.map(([, score]) => score);
        const value = aurocOf(labels, scores)(all(sample.length));
        const expected = byPairs(labels, scores);
        if (Number.isNaN(expected)) expect(value).toBeNaN();
        else expect(value).toBeCloseTo(expected, 12);
      }),
    );
  });

  it('takes a weight of two for a row that is there twice', () => {
    fc.assert(
      fc.property(rows, (sample) => {
        const twice = [...sample, sample[0]!];
        const weights = [2, ...all(sample.length - 1)];
        const of = (set: [boolean, number][]) =>
          aurocOf(
            set.map(([label]) => label),
            set.map(([, score]) => score),
          );
        expect(of(sample)(weights)).toEqual(of(twice)(all(twice.length)));
      }),
    );
  });

  it('is averaged over what is defined', () => {
    expect(meanOf([() => 0.5, () => Number.NaN, () => 0.7])([])).toBeCloseTo(0.6, 12);
    expect(meanOf([() => Number.NaN])([])).toBeNaN();
  });
});
