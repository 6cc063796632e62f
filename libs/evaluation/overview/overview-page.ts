import { figure, number, page, share, table } from '../report/markdown/format';
import { type Goal, type OverviewRow, reachedLevel } from './overview-row';

/** The table at the head of `EVALUATION.md`, in the shape of the plan that the figures are held against. */
export const overviewPage = (
  rows: readonly OverviewRow[],
  leftOut: readonly { readonly name: string; readonly reason: string }[],
): string | null =>
  rows.length === 0
    ? null
    : page(
        '## Overview',
        table(
          ['Task', 'Metric', 'Measured (95 %)', 'Beside it', 'Floor / aim / moonshot', 'Reached'],
          rows.map((row) => [
            row.task,
            row.metric,
            `**${told(row.measured, row.unit)}**`,
            row.beside.map(({ name, figure: other }) => `${name} ${told(other, row.unit)}`).join('; ') || '-',
            goalsTold(row.goals),
            reachedLevel(row.goals) ?? 'reported',
          ]),
        ),
        leftOut.length === 0
          ? null
          : `Not measured: ${leftOut.map(({ name, reason }) => `${name} (${reason})`).join(', ')}.`,
      );

function told(value: OverviewRow['measured'], unit: OverviewRow['unit']): string {
  if (unit === 'milliseconds') return `${number(value.value, 0)} ms`;
  if (value.interval95 === null)
    return unit === 'share' ? share(value).replace(/ \(.*/, '') : number(value.value);
  return unit === 'share' ? share(value) : figure(value);
}

const LEVELS = ['floor', 'aim', 'moonshot'] as const satisfies readonly Goal['level'][];

const goalsTold = (goals: readonly Goal[]): string =>
  goals.length === 0
    ? '-'
    : LEVELS.map((level) => goals.find((goal) => goal.level === level)?.asks ?? '-').join(' / ');
