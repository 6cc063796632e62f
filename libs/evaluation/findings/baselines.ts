import { nihFindingCodes } from '@wetread/terminology';
import { differenceOf, type Figure, figureOf } from '../measures/bootstrap';
import type { Bench } from '../reading/bench';
import {
  meanAuroc,
  meanCalibrationError,
  type PredictedFilms,
  predictionsOf,
  resamplePatients,
} from './predicted-films';

/** Somebody else on the same films, measured by the same code. */
export interface BaselineRow {
  readonly name: string;
  readonly meanAuroc: Figure;
  /** The product's mean AUROC less this one's, on the same resamples of patients. */
  readonly difference: Figure;
  /** `null` of the constant, which claims no probability. */
  readonly calibrationError: Figure | null;
}

export function measureBaselines(sample: PredictedFilms, bench: Bench): BaselineRow[] {
  const resamples = resamplePatients(sample.films, bench);
  const others = bench.beside.map((file) => ({
    name: file.name,
    of: predictionsOf(sample.films, file),
    claimsChances: true,
  }));
  const constant = { name: 'constant', of: constantly(sample), claimsChances: false };
  return [...others, constant].map(({ name, of, claimsChances }) => ({
    name,
    meanAuroc: figureOf(meanAuroc(of), resamples),
    difference: differenceOf(meanAuroc(sample), meanAuroc(of), resamples),
    calibrationError: claimsChances ? figureOf(meanCalibrationError(of), resamples) : null,
  }));
}

/** Says the same of every film. */
function constantly({ films }: PredictedFilms): PredictedFilms {
  const probabilities = Object.fromEntries(
    nihFindingCodes.map((code) => [code, 0.5]),
  ) as PredictedFilms['predictions'][number]['probabilities'];
  return { films, predictions: films.map(() => ({ probabilities, boxes: {}, called: new Set() })) };
}
