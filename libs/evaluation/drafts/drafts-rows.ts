import { type Goal, goalsOf, type OverviewRow } from '../overview/overview-row';
import { type DraftsReport, HEAD, NEAREST } from './measure-drafts';
import type { TruthRow } from './truth';

export const draftsRows = ({ faithfulness, truth, dependence }: DraftsReport): OverviewRow[] => [
  {
    task: 'draft faithfulness',
    metric: 'findings read back against the head’s decisions, micro-F1',
    unit: 'number',
    measured: faithfulness.microF1,
    beside: [],
    goals: goalsOf(faithfulness.microF1, { floor: 0.95, aim: 0.98, moonshot: 0.995 }),
  },
  truthRow('micro', truth),
  truthRow('macro', truth),
  ...dependence.map((row): OverviewRow => ({
    task: 'image dependence',
    metric: `drop of draft truth (micro-F1), ${row.picture}`,
    unit: 'share',
    measured: row.microDrop,
    beside: [],
    goals: goalsOf(row.microDrop, { floor: 0.5, aim: 0.7, moonshot: 0.9 }),
  })),
];

function truthRow(mean: 'micro' | 'macro', [drafts, ...others]: readonly TruthRow[]): OverviewRow {
  const differences = new Map(
    others.map((row) => [row.name, mean === 'micro' ? row.microDifference : row.macroDifference]),
  );
  const lead = (name: string): number => differences.get(name)?.interval95?.[0] ?? Number.NaN;
  const upper = (name: string): number => differences.get(name)?.interval95?.[1] ?? Number.NaN;
  const valueOf = (row: TruthRow) => (mean === 'micro' ? row.microF1 : row.macroF1);
  const goals: Goal[] = differences.has(NEAREST)
    ? [
        { level: 'floor', asks: `above ${NEAREST} beyond chance`, met: lead(NEAREST) > 0 },
        { level: 'aim', asks: `not below ${HEAD}`, met: upper(HEAD) >= 0 },
      ]
    : [];
  return {
    task: 'draft truth',
    metric: `findings read back against NIH’s labels, ${mean}-F1`,
    unit: 'number',
    measured: valueOf(drafts!),
    beside: others.map((row) => ({ name: row.name, figure: valueOf(row) })),
    goals,
  };
}
