import { goalsOf, type OverviewRow } from '../overview/overview-row';
import { figure, page, share, table } from '../report/markdown/format';
import type { GoldLabels } from './gold-labels';
import type { LabelsReport } from './measure-labels';
import type { OpenILabels } from './open-i-labels';

export const labelsPage = ({ gold, openI }: LabelsReport): string =>
  page(
    '## The labeller',
    'Sentences of our own, each with the findings, status, side and place that a reader gives it. The held-out half was written by somebody who had not seen the rules and was not read while rules were written; the development half was, and only shows that nothing broke. F1 is over all findings together; lungs called clear count as one finding. Intervals: bootstrap over sentences.',
    table(
      [
        'Half',
        'Sentences',
        'Findings',
        'Mention F1',
        'Negation F1',
        'Uncertainty F1',
        'Side',
        'Place',
        'Read without a fault',
      ],
      gold.map((half) => [
        half.half,
        half.sentences,
        half.findings,
        figure(half.mention),
        figure(half.negation),
        figure(half.uncertainty),
        share(half.side),
        share(half.place),
        share(half.faultless),
      ]),
    ),
    openI && openIPage(openI),
  );

const openIPage = ({ reports, labels, together }: OpenILabels): string =>
  page(
    `Agreement with the CheXpert labels of ${reports} Open-i reports. Those labels come from a rule labeller as well (Irvin et al. 2019) and hold faults of their own (some plural denials are read as present); they also draw lines elsewhere: here a granuloma is a nodule, airspace disease consolidation, a borderline heart uncertain. This is agreement, not accuracy. F1 with theirs in the place of the truth; bootstrap over reports.`,
    table(
      [
        'CheXpert label',
        'Ours',
        'Present by theirs',
        'Present by ours',
        'Present F1',
        'Absent F1',
        'Uncertain F1',
      ],
      [
        ...labels.map((row) => [
          row.label,
          row.ours.join(', '),
          row.theirsPresent,
          row.oursPresent,
          figure(row.present),
          figure(row.absent),
          figure(row.uncertain),
        ]),
        ['all', '', '', '', figure(together.present), figure(together.absent), figure(together.uncertain)],
      ],
    ),
  );

const TASKS = [
  ['mention', { floor: 0.93, aim: 0.96, moonshot: 0.98 }],
  ['negation', { floor: 0.9, aim: 0.95, moonshot: 0.97 }],
  ['uncertainty', { floor: 0.75, aim: 0.85, moonshot: 0.92 }],
] as const satisfies readonly (readonly [keyof GoldLabels, object])[];

/** Only held-out sentences are held against the goals. */
export function labelsRows({ gold }: LabelsReport): OverviewRow[] {
  const heldOut = gold.find(({ half }) => half === 'held-out');
  const development = gold.find(({ half }) => half === 'development');
  if (!heldOut) return [];
  return TASKS.map(([task, levels]) => ({
    task: 'labeller',
    metric: `${task} F1, held-out gold sentences`,
    unit: 'number',
    measured: heldOut[task],
    beside: development ? [{ name: 'sentences the rules were written on', figure: development[task] }] : [],
    goals: goalsOf(heldOut[task], levels),
  }));
}
