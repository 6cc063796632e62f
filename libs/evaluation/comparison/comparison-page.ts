import { number, page, rate, table } from '../report/markdown/format';
import { figureOfRate, type OverviewRow, plainFigure } from '../overview/overview-row';
import type { ComparisonReport } from './measure-comparison';

export const comparisonPage = ({ films, pairs, patients, rows }: ComparisonReport): string =>
  page(
    '## Comparison with a prior film',
    `${pairs} pairs of consecutive films of ${patients} patients. A claim is that a finding is new or has resolved; it is right when NIH's label came or went with it. Labels are mined from reports, which often leave out what has not changed, so a claim without a change of label is not always false. The last column is of ${films} films, each compared with itself cut 3 % closer at every side: whatever is claimed there is false.`,
    table(
      [
        'Changes by',
        'Claims per pair',
        'Label changed as claimed',
        'Label changed the other way',
        'Label changes found',
        'Claims per film on the same film',
      ],
      rows.map((row) => [
        row.name,
        number(row.perPair, 2),
        rate(row.right),
        rate(row.opposite),
        rate(row.found),
        number(row.onSameFilm),
      ]),
    ),
  );

export function comparisonRows({ rows }: ComparisonReport): OverviewRow[] {
  const [own, ...others] = rows;
  const shared = { task: 'comparison', goals: [] } as const;
  return [
    {
      ...shared,
      metric: 'changes claimed between films of a patient that the labels show too',
      unit: 'share',
      measured: figureOfRate(own!.right),
      beside: others.map(({ name, right }) => ({ name, figure: figureOfRate(right) })),
    },
    {
      ...shared,
      metric: 'changes claimed of the same film, per film',
      unit: 'number',
      measured: plainFigure(own!.onSameFilm),
      beside: others.map(({ name, onSameFilm }) => ({ name, figure: plainFigure(onSameFilm) })),
    },
  ];
}
