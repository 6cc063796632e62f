import type { FilmInspection, GreyImage } from '@wetread/inference';
import type { NihFilm } from '../data/nih-films';
import { type Figure, figureOf, type Statistic } from '../measures/bootstrap';
import { seededRandom, seedOf, shuffled } from '../measures/seeded-random';
import { noise, plain } from '../pictures/plain-pictures';
import type { Bench } from '../reading/bench';
import { predictionOf } from '../reading/film-prediction';
import { draftMacroF1, draftMicroF1, type PredictedFilms, resamplePatients } from './predicted-films';

/** What is left of the decisions' truth when the picture is not the patient's. */
interface DependenceRow {
  readonly picture: 'own film' | 'film of another patient' | 'blank picture' | 'noise';
  /** Films of which no finding is called, or which are refused. */
  readonly withoutFinding: number;
  readonly microF1: Figure;
  readonly macroF1: Figure;
  /** Loss of micro-F1 and macro-F1 as a share of that on the own film, of which it is `null`. */
  readonly microDrop: Figure | null;
  readonly macroDrop: Figure | null;
}

export type ImageDependence = readonly DependenceRow[];

/** Noise of this many kinds stands for every film's. */
const NOISES = 24;
const SIDE = 384;

/** Decisions that read the film must fail without it. */
export async function measureImageDependence(sample: PredictedFilms, bench: Bench): Promise<ImageDependence> {
  const { films, predictions } = sample;
  const partners = derangePatients(films, bench.seed);
  const { reader, seed } = bench;
  const blank = await reader.inspectPictures([blankPicture()], 'blank');
  const noisy = await reader.inspectPictures(noisePictures(seed), 'noise');
  return [
    rowOf('own film', sample, bench, null),
    rowOf(
      'film of another patient',
      { films, predictions: partners.map((row) => predictions[row]!) },
      bench,
      sample,
    ),
    rowOf('blank picture', insteadOf(films, blank), bench, sample),
    rowOf('noise', insteadOf(films, noisy), bench, sample),
  ];
}

/** A picture of which nothing can be told. */
export const blankPicture = (): GreyImage => plain(SIDE, SIDE, 128);

export const noisePictures = (seed: number): GreyImage[] =>
  Array.from({ length: NOISES }, (_, index) => noise(SIDE, SIDE, seededRandom(seedOf(seed, 'noise', index))));

const insteadOf = (films: readonly NihFilm[], inspections: readonly FilmInspection[]): PredictedFilms => ({
  films,
  predictions: films.map((_, row) => predictionOf(inspections[row % inspections.length]!)),
});

function rowOf(
  picture: DependenceRow['picture'],
  sample: PredictedFilms,
  bench: Bench,
  own: PredictedFilms | null,
): DependenceRow {
  const resamples = resamplePatients(sample.films, bench);
  const dropOf = (measure: (of: PredictedFilms) => Statistic): Figure | null =>
    own && figureOf(lossOf(measure(own), measure(sample)), resamples);
  return {
    picture,
    withoutFinding: sample.predictions.filter(({ called }) => called === null || called.size === 0).length,
    microF1: figureOf(draftMicroF1(sample), resamples),
    macroF1: figureOf(draftMacroF1(sample), resamples),
    microDrop: dropOf(draftMicroF1),
    macroDrop: dropOf(draftMacroF1),
  };
}

/** What is lost as a share of what was there; not defined where there is nothing to lose. */
export const lossOf =
  (before: Statistic, after: Statistic): Statistic =>
  (weights) =>
    1 - after(weights) / before(weights);

/**
 * For every film the row of another patient's: patients in a random order, films sorted by it, each film takes the
 * one half the list further on, or the next that is not its own patient's.
 */
export function derangePatients(films: readonly NihFilm[], seed: number): number[] {
  const patients = [...new Set(films.map(({ patient }) => patient))].sort();
  const place = new Map(
    shuffled(patients, seededRandom(seedOf(seed, 'swap'))).map((name, index) => [name, index]),
  );
  const order = [...films.keys()].sort(
    (a, b) => place.get(films[a]!.patient)! - place.get(films[b]!.patient)! || a - b,
  );
  const partners = Array<number>(films.length).fill(0);
  for (const [position, row] of order.entries()) {
    let step = Math.floor(order.length / 2);
    const at = (): number => order[(position + step) % order.length]!;
    for (let tries = 0; tries < order.length && films[at()]!.patient === films[row]!.patient; tries++)
      step += 1;
    partners[row] = at();
  }
  return partners;
}
