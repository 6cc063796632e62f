import type { GreyImage } from '@wetread/inference';
import { differenceOf, type Figure, figureOf } from '../measures/bootstrap';
import { coverAllButBorder, coverBorder, coverCorners } from '../pictures/mask-picture';
import { coarsen } from '../pictures/resample';
import type { Bench } from '../reading/bench';
import { predictionOf } from '../reading/film-prediction';
import { meanAuroc, type PredictedFilms, resamplePatients } from './predicted-films';

/** The mean AUROC when a part of the picture is taken away that holds no disease, or all but that part. */
export interface ShortcutRow {
  readonly picture: string;
  readonly meanAuroc: Figure;
  /** Less the mean AUROC on whole films, on the same resamples of patients. */
  readonly difference: Figure;
}

const BORDER = 0.08;
const CORNER = 0.15;

const changes: readonly { picture: string; change: (film: GreyImage) => GreyImage | Promise<GreyImage> }[] = [
  { picture: 'outer 8 % covered by its mean grey', change: (film) => coverBorder(film, BORDER) },
  { picture: 'four corners of 15 % covered', change: (film) => coverCorners(film, CORNER) },
  { picture: 'half the resolution', change: (film) => coarsen(film, 2) },
  { picture: 'a quarter of the resolution', change: (film) => coarsen(film, 4) },
  { picture: 'nothing but the outer 8 %', change: (film) => coverAllButBorder(film, BORDER) },
];

/**
 * A model that reads lungs loses little in the first rows and nearly everything in the last (.5 is chance); one that
 * reads frames, text marks or sharpness does not.
 */
export async function measureShortcuts(sample: PredictedFilms, bench: Bench): Promise<ShortcutRow[]> {
  const { films } = sample;
  const resamples = resamplePatients(films, bench);
  const images = films.map(({ image }) => image);
  const rows: ShortcutRow[] = [];
  for (const { picture, change } of changes) {
    const inspections = await bench.reader.inspectChanged(images, change, picture);
    const changed = { films, predictions: inspections.map(predictionOf) };
    rows.push({
      picture,
      meanAuroc: figureOf(meanAuroc(changed), resamples),
      difference: differenceOf(meanAuroc(changed), meanAuroc(sample), resamples),
    });
  }
  return rows;
}
