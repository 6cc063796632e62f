import { goalsOf, type OverviewRow } from '../overview/overview-row';
import type { Headlines } from '../reading/bench';
import type { ErrorsReport } from './measure-errors';

const ALARMS_ALLOWED = 0.05;

/** The goals are met only where at most 5 % of true sentences are flagged. */
export function errorsRows({ texts }: ErrorsReport): OverviewRow[] {
  return texts.slice(0, 2).map(({ name, falseAlarms, halves }) => {
    const measured = halves['held-out'].flagged;
    const alarms = falseAlarms.ofSentences;
    const isQuiet = (alarms.value ?? 1) <= ALARMS_ALLOWED;
    return {
      task: 'error detection',
      metric: `planted errors flagged, mean over kinds, held-out wordings: ${name}`,
      unit: 'share',
      measured,
      beside: [
        { name: 'true sentences flagged', figure: alarms },
        { name: 'wordings known to the rules', figure: halves.open.flagged },
      ],
      goals: goalsOf(isQuiet ? measured : { value: null }, { floor: 0.8, aim: 0.95, moonshot: 0.99 }),
    };
  });
}

export const errorsHeadlines = ({ texts: [drafts] }: ErrorsReport): Headlines => ({
  'planted errors flagged in drafts': drafts!.halves['held-out'].flagged.value,
  'true sentences of drafts flagged': drafts!.falseAlarms.ofSentences.value,
});
