import type { FilmInspection } from '@wetread/inference';
import { type NihFindingCode, nihFindingCodes } from '@wetread/terminology';
import { PredictionsUnusable } from '../data/evaluation-error';
import { type NihFilm, readNihFilms } from '../data/nih-films';
import type { PredictionsFile } from '../data/predictions-file';
import { aurocOf, meanOf } from '../measures/auroc';
import { type Resamples, resampleGroups, type Statistic } from '../measures/bootstrap';
import { brierOf, calibrationErrorOf } from '../measures/calibration';
import { type Decided, macroF1, microF1 } from '../measures/f-measure';
import type { Bench } from '../reading/bench';
import { type FilmPrediction, predictionOf, predictionOfLine } from '../reading/film-prediction';

/** A label with fewer positives is shown but not counted in the mean: its AUROC is mostly chance. */
export const LEAST_POSITIVES = 10;

/** Films with what somebody predicts of each. */
export interface PredictedFilms {
  readonly films: readonly NihFilm[];
  readonly predictions: readonly FilmPrediction[];
}

/** The films of the split with the product's inspections of them. */
export async function inspectSplit(
  bench: Bench,
): Promise<PredictedFilms & { readonly inspections: readonly FilmInspection[] }> {
  const films = await readNihFilms(bench.data, bench.split, bench.limit);
  const inspections = await bench.reader.inspectFiles(
    films.map(({ image }) => image),
    `NIH ${bench.split}`,
  );
  return { films, inspections, predictions: inspections.map(predictionOf) };
}

/** The same films as a predictions file tells them. @throws PredictionsUnusable when it lacks one */
export function predictionsOf(films: readonly NihFilm[], { name, byImage }: PredictionsFile): PredictedFilms {
  const missing = films.filter(({ image }) => !byImage.has(image));
  if (missing.length > 0)
    throw new PredictionsUnusable(name, `${missing.length} of ${films.length} measured films are not in it`);
  return { films, predictions: films.map(({ image }) => predictionOfLine(byImage.get(image)!)) };
}

export const resamplePatients = (films: readonly NihFilm[], { rounds, seed }: Bench): Resamples =>
  resampleGroups(
    films.map(({ patient }) => patient),
    rounds,
    seed,
  );

const labelsOf = (films: readonly NihFilm[], code: NihFindingCode): boolean[] =>
  films.map(({ labels }) => labels.has(code));

export const positivesOf = (films: readonly NihFilm[], code: NihFindingCode): number =>
  films.filter(({ labels }) => labels.has(code)).length;

/** The findings whose AUROC goes into the mean. */
export const countedFindings = (films: readonly NihFilm[]): NihFindingCode[] =>
  nihFindingCodes.filter((code) => {
    const positives = positivesOf(films, code);
    return positives >= LEAST_POSITIVES && positives < films.length;
  });

const chancesOf = ({ predictions }: PredictedFilms, code: NihFindingCode): number[] =>
  predictions.map(({ probabilities }) => probabilities[code]);

export const findingAuroc = (sample: PredictedFilms, code: NihFindingCode): Statistic =>
  aurocOf(labelsOf(sample.films, code), chancesOf(sample, code));

export const meanAuroc = (sample: PredictedFilms): Statistic =>
  meanOf(countedFindings(sample.films).map((code) => findingAuroc(sample, code)));

/** Mean over the 14 findings of their own calibration errors. */
export const meanCalibrationError = (sample: PredictedFilms): Statistic =>
  meanOf(
    nihFindingCodes.map((code) => calibrationErrorOf(labelsOf(sample.films, code), chancesOf(sample, code))),
  );

/** All 14 x films statements in one set of bins; a film's weight is that of its 14 statements. */
export const pooledCalibrationError = (sample: PredictedFilms): Statistic =>
  pooled(sample, (labels, chances) => calibrationErrorOf(labels, chances));

export const pooledBrier = (sample: PredictedFilms): Statistic =>
  pooled(sample, (labels, chances) => brierOf(labels, chances));

function pooled(
  sample: PredictedFilms,
  measure: (labels: boolean[], chances: number[]) => Statistic,
): Statistic {
  const labels = nihFindingCodes.flatMap((code) => labelsOf(sample.films, code));
  const chances = nihFindingCodes.flatMap((code) => chancesOf(sample, code));
  const statistic = measure(labels, chances);
  return (weights) => statistic(labels.map((_, place) => weights[place % sample.films.length]!));
}

/** What the drafts name beside what is labelled, a column for each finding. */
const decisionsOf = ({ films, predictions }: PredictedFilms): Decided[] =>
  nihFindingCodes.map((code) => ({
    truth: labelsOf(films, code),
    decided: predictions.map(({ called }) => called?.has(code) ?? false),
  }));

export const draftMicroF1 = (sample: PredictedFilms): Statistic => microF1(decisionsOf(sample));
export const draftMacroF1 = (sample: PredictedFilms): Statistic => macroF1(decisionsOf(sample));
