import { type NihFindingCode, nihFindingCodes } from '@wetread/terminology';
import { type Figure, figureOf } from '../measures/bootstrap';
import type { Bench, Headlines } from '../reading/bench';
import { type BaselineRow, measureBaselines } from './baselines';
import { type ImageDependence, measureImageDependence } from './image-dependence';
import { measureOtherSources, type OtherSourcesReport } from './other-sources';
import {
  countedFindings,
  draftMacroF1,
  draftMicroF1,
  findingAuroc,
  inspectSplit,
  meanAuroc,
  meanCalibrationError,
  pooledBrier,
  pooledCalibrationError,
  positivesOf,
  type PredictedFilms,
  resamplePatients,
} from './predicted-films';
import { measureShortcuts, type ShortcutRow } from './shortcuts';
import { measureSubgroups, type SubgroupRow } from './subgroups';

interface FindingRow {
  readonly code: NihFindingCode;
  readonly positives: number;
  /** Whether it is part of the mean. */
  readonly counted: boolean;
  readonly auroc: Figure;
}

/** Findings on the films of a split. Intervals are over patients. */
export interface FindingsReport {
  readonly films: number;
  readonly patients: number;
  /** Films that the product would not draft; their probabilities count, their drafts name nothing. */
  readonly refused: number;
  readonly labelsCounted: number;
  readonly meanAuroc: Figure;
  readonly perFinding: readonly FindingRow[];
  readonly calibration: {
    readonly error: Figure;
    readonly pooledError: Figure;
    readonly pooledBrier: Figure;
  };
  readonly draft: {
    readonly microF1: Figure;
    readonly macroF1: Figure;
    readonly calledPerFilm: number;
    readonly labelledPerFilm: number;
  };
  /** Empty where only headlines were asked for. */
  readonly baselines: readonly BaselineRow[];
  readonly subgroups: readonly SubgroupRow[];
  readonly otherSources: OtherSourcesReport | null;
  readonly imageDependence: ImageDependence | null;
  readonly shortcuts: readonly ShortcutRow[];
}

export async function measureFindings(bench: Bench): Promise<FindingsReport> {
  const sample = await inspectSplit(bench);
  const { films, predictions, inspections } = sample;
  const full = !bench.headlinesOnly;
  return {
    films: films.length,
    patients: new Set(films.map(({ patient }) => patient)).size,
    refused: inspections.filter(({ refusal }) => refusal !== null).length,
    labelsCounted: countedFindings(films).length,
    ...rankingOf(sample, bench),
    ...decisionFigures(sample, bench),
    draft: {
      microF1: figureOf(draftMicroF1(sample), resamplePatients(films, bench)),
      macroF1: figureOf(draftMacroF1(sample), resamplePatients(films, bench)),
      calledPerFilm: meanSize(predictions.map(({ called }) => called!)),
      labelledPerFilm: meanSize(films.map(({ labels }) => labels)),
    },
    baselines: full ? measureBaselines(sample, bench) : [],
    subgroups: full ? measureSubgroups(sample, inspections, bench) : [],
    otherSources: full ? await measureOtherSources(bench) : null,
    imageDependence: full ? await measureImageDependence(sample, bench) : null,
    shortcuts: full ? await measureShortcuts(sample, bench) : [],
  };
}

function rankingOf(sample: PredictedFilms, bench: Bench): Pick<FindingsReport, 'meanAuroc' | 'perFinding'> {
  const resamples = resamplePatients(sample.films, bench);
  const counted = new Set(countedFindings(sample.films));
  return {
    meanAuroc: figureOf(meanAuroc(sample), resamples),
    perFinding: nihFindingCodes.map((code) => ({
      code,
      positives: positivesOf(sample.films, code),
      counted: counted.has(code),
      auroc: figureOf(findingAuroc(sample, code), resamples),
    })),
  };
}

function decisionFigures(sample: PredictedFilms, bench: Bench): Pick<FindingsReport, 'calibration'> {
  const resamples = resamplePatients(sample.films, bench);
  return {
    calibration: {
      error: figureOf(meanCalibrationError(sample), resamples),
      pooledError: figureOf(pooledCalibrationError(sample), resamples),
      pooledBrier: figureOf(pooledBrier(sample), resamples),
    },
  };
}

const meanSize = (sets: readonly ReadonlySet<unknown>[]): number =>
  sets.reduce((sum, { size }) => sum + size, 0) / sets.length;

/** The figures that seeds are compared by. */
export const findingsHeadlines = ({ meanAuroc, calibration, draft }: FindingsReport): Headlines => ({
  'mean AUROC': meanAuroc.value,
  'calibration error, mean over findings': calibration.error.value,
  'calibration error, pooled': calibration.pooledError.value,
  'decisions at the thresholds, micro-F1': draft.microF1.value,
  'decisions at the thresholds, macro-F1': draft.macroF1.value,
});
