import { macroF1, microF1 } from './f-measure';

// Column 1: one hit, one missed, one false alarm. Column 2: one hit and nothing else.
const columns = [
  { truth: [true, true, false], decided: [true, false, true] },
  { truth: [false, false, true], decided: [false, false, true] },
];

describe('F1 of decisions', () => {
  it('takes all decisions together, or the mean of the findings', () => {
    expect(microF1(columns)([1, 1, 1])).toBeCloseTo(4 / 6, 12);
    expect(macroF1(columns)([1, 1, 1])).toBeCloseTo((0.5 + 1) / 2, 12);
  });

  it('weighs films', () => {
    expect(microF1(columns)([2, 0, 1])).toBeCloseTo((2 * 3) / (2 + 2 + 1 + 2), 12);
  });

  it('is nothing when nothing is decided', () => {
    const silent = columns.map(({ truth }) => ({ truth, decided: [false, false, false] }));
    expect([microF1(silent)([1, 1, 1]), macroF1(silent)([1, 1, 1])]).toEqual([0, 0]);
  });
});
