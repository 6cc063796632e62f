import type { EvidenceReport } from '../evidence/measure-evidence';
import type { FindingsReport } from '../findings/measure-findings';
import type { GateReport } from '../gate/measure-gate';
import type { RetrievalReport } from '../retrieval/measure-retrieval';
import type { Gain } from '../retrieval/text-to-image';
import type { SpeedReport } from '../speed/measure-speed';
import { figureOfRate, goalsOf, type OverviewRow, plainFigure } from './overview-row';

export const findingsRows = ({ meanAuroc, baselines, calibration }: FindingsReport): OverviewRow[] => [
  {
    task: 'findings',
    metric: 'mean AUROC over the labels with enough positives',
    unit: 'number',
    measured: meanAuroc,
    beside: baselines.map((row) => ({ name: row.name, figure: row.meanAuroc })),
    goals: goalsOf(meanAuroc, { floor: 0.7, aim: 0.75, moonshot: 0.8 }),
  },
  {
    task: 'calibration',
    metric: 'calibration error (10 bins), mean over findings',
    unit: 'number',
    measured: calibration.error,
    beside: baselines.flatMap(({ name, calibrationError }) =>
      calibrationError ? [{ name, figure: calibrationError }] : [],
    ),
    goals: goalsOf(calibration.error, { floor: 0.1, aim: 0.05, moonshot: 0.03 }, 'smaller'),
  },
];

export function evidenceRows({ sources }: EvidenceReport): OverviewRow[] {
  const [own, ...others] = sources.map(({ name, met }) => ({ name, figure: met[0]! }));
  return [
    {
      task: 'evidence',
      metric: 'published boxes met at IoU >= 0.1, mean over findings',
      unit: 'share',
      measured: own!.figure,
      beside: others,
      goals: goalsOf(own!.figure, { floor: 0.57, aim: 0.73, moonshot: 0.8 }),
    },
  ];
}

export const gateRows = ({ falseRefusals, falseAcceptances }: GateReport): OverviewRow[] => [
  {
    task: 'scope gate',
    metric: 'real frontal chest films refused',
    unit: 'share',
    measured: figureOfRate(falseRefusals),
    beside: [],
    goals: [],
  },
  {
    task: 'scope gate',
    metric: 'other pictures accepted',
    unit: 'share',
    measured: figureOfRate(falseAcceptances),
    beside: [],
    goals: [],
  },
];

export const retrievalRows = ({ textToImage: { gains, systems } }: RetrievalReport): OverviewRow[] =>
  (['precisionAt5', 'ndcgAt10'] as const).flatMap((name) => {
    const gain: Gain | null = gains[name];
    if (!gain) return [];
    const short = name === 'precisionAt5' ? 'P@5' : 'nDCG@10';
    return [
      {
        task: 'text to image',
        metric: `${short}, phrases of our own`,
        unit: 'number' as const,
        measured: systems[0]!.scores[name],
        beside: systems.slice(1).map((system) => ({ name: system.name, figure: system.scores[name] })),
        goals: [],
      },
      {
        task: 'text to image',
        metric: `${short}, gain over ${gain.over}`,
        unit: 'share' as const,
        measured: gain.gain,
        beside: [],
        goals: goalsOf(gain.gain, { aim: 0.1, moonshot: 0.2 }),
      },
    ];
  });

export const speedRows = ({ medianMilliseconds, draft }: SpeedReport): OverviewRow[] => [
  {
    task: 'speed',
    metric: 'a film seen (preprocessing and encoder), median',
    unit: 'milliseconds',
    measured: plainFigure(medianMilliseconds),
    beside: [],
    goals: [],
  },
  {
    task: 'speed',
    metric: 'a draft at batch 1, from the bytes of the film to the last sentence, median',
    unit: 'milliseconds',
    measured: plainFigure(draft.median),
    beside: [{ name: '95th percentile', figure: plainFigure(draft.percentile95) }],
    goals: goalsOf(plainFigure(draft.median), { floor: 1000, moonshot: 400 }, 'smaller'),
  },
];
