import type { FilmInspection } from '@wetread/inference';
import { type Figure, figureOf } from '../measures/bootstrap';
import type { Bench } from '../reading/bench';
import {
  countedFindings,
  draftMicroF1,
  meanAuroc,
  meanCalibrationError,
  type PredictedFilms,
  resamplePatients,
} from './predicted-films';

/** A part of the films. Its labels with enough positives are fewer, so means of two rows are not of the same labels. */
export interface SubgroupRow {
  readonly name: string;
  readonly films: number;
  readonly patients: number;
  readonly labelsCounted: number;
  readonly meanAuroc: Figure;
  readonly calibrationError: Figure;
  readonly microF1: Figure;
}

/** By the view that the encoder takes the film for; NIH's own table of views is not in the data. */
export const measureSubgroups = (
  sample: PredictedFilms,
  inspections: readonly FilmInspection[],
  bench: Bench,
): SubgroupRow[] =>
  (['PA', 'AP'] as const).flatMap((view) => {
    const part = partOf(sample, (row) => inspections[row]!.gate?.view.code === view);
    return part.films.length > 0 ? [measureSubgroup(`seen as ${view}`, part, bench)] : [];
  });

const partOf = ({ films, predictions }: PredictedFilms, isIn: (row: number) => boolean): PredictedFilms => ({
  films: films.filter((_, row) => isIn(row)),
  predictions: predictions.filter((_, row) => isIn(row)),
});

function measureSubgroup(name: string, part: PredictedFilms, bench: Bench): SubgroupRow {
  const resamples = resamplePatients(part.films, bench);
  return {
    name,
    films: part.films.length,
    patients: new Set(part.films.map(({ patient }) => patient)).size,
    labelsCounted: countedFindings(part.films).length,
    meanAuroc: figureOf(meanAuroc(part), resamples),
    calibrationError: figureOf(meanCalibrationError(part), resamples),
    microF1: figureOf(draftMicroF1(part), resamples),
  };
}
