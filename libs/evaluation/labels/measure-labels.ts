import { developmentSentences, heldOutSentences } from '@wetread/labeller';
import type { Bench } from '../reading/bench';
import { type GoldLabels, goldLabels } from './gold-labels';
import { type OpenILabels, openILabels } from './open-i-labels';

/** How well the rule labeller reads. */
export interface LabelsReport {
  /** The held-out half first; a half without sentences is left out. */
  readonly gold: readonly GoldLabels[];
  /** `null` without the Open-i reports. */
  readonly openI: OpenILabels | null;
}

/** The gold sentences need no data. @throws EvaluationDataInvalid */
export async function measureLabels(
  bench: Pick<Bench, 'data' | 'rounds' | 'seed' | 'limit'>,
): Promise<LabelsReport> {
  const halves = [
    goldLabels('held-out', heldOutSentences, bench),
    goldLabels('development', developmentSentences, bench),
  ];
  return { gold: halves.filter((half) => half !== null), openI: await openILabels(bench.data, bench) };
}
