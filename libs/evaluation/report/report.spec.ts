import { compareSeeds } from './compare-seeds';
import { evaluationJson } from './evaluation-json';
import { figure, interval, page, percent, rate, table } from './markdown/format';
import { rateOf } from '../measures/wilson';

describe('the report', () => {
  it('writes figures with their intervals, and a dash where there is none', () => {
    expect(figure({ value: 0.75812, interval95: [0.725, 0.785] })).toBe('0.758 (0.725 to 0.785)');
    expect(figure({ value: null, interval95: null })).toBe('-');
    expect(interval([0.1, 0.2], percent)).toBe('10.0 % to 20.0 %');
    expect(rate(rateOf(4, 754))).toBe('4 of 754 (0.5 %; 0.2 % to 1.4 %)');
    expect(rate(rateOf(0, 0))).toBe('none measured');
  });

  it('writes tables and paragraphs, and leaves out what was not measured', () => {
    expect(table(['a', 'b'], [['x', 1]])).toBe('| a | b |\n| --- | --- |\n| x | 1 |');
    expect(page('one', null, '', 'two')).toBe('one\n\ntwo');
  });

  it('rounds numbers, keeps the order of keys and knows no NaN', () => {
    expect(evaluationJson({ b: 0.12345678, a: [1, Number.NaN] })).toBe(
      '{\n  "b": 0.123457,\n  "a": [\n    1,\n    null\n  ]\n}\n',
    );
  });

  it('tells mean and range of several seeds, nothing of one', () => {
    expect(compareSeeds([{ x: 0.5 }])).toEqual([]);
    expect(
      compareSeeds([
        { x: 0.5, y: null },
        { x: 0.7, y: null },
        { x: 0.6, y: null },
      ]),
    ).toEqual([
      {
        figure: 'x',
        values: [0.5, 0.7, 0.6],
        mean: expect.closeTo(0.6, 12) as number,
        lowest: 0.5,
        highest: 0.7,
      },
      { figure: 'y', values: [null, null, null], mean: null, lowest: null, highest: null },
    ]);
  });
});
