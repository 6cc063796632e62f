import type { NihFindingCode } from '@wetread/terminology';
import { readTrainingFilms } from '../data/nih-films';
import type { PredictedFilms } from '../findings/predicted-films';
import type { Bench } from '../reading/bench';
import { similarity } from '../retrieval/rankers';
import type { FilmInspection } from '@wetread/inference';

/**
 * For every film the labels of the training film that lies nearest in the encoder's space, as if that film's report
 * were handed out: what a search does without writing. Training and measured films share no patient.
 */
export async function nearestLabels(
  { inspections }: Pick<PredictedFilms, 'films'> & { readonly inspections: readonly FilmInspection[] },
  { data, limit, reader }: Bench,
): Promise<ReadonlySet<NihFindingCode>[]> {
  const training = await readTrainingFilms(data, limit);
  const places = (
    await reader.inspectFiles(
      training.map(({ image }) => image),
      'NIH train',
    )
  ).map(({ embedding }) => embedding);
  return inspections.map(({ embedding }) => training[nearest(embedding, places)]!.labels);
}

function nearest(place: Float32Array | null, others: readonly (Float32Array | null)[]): number {
  let [best, most] = [0, Number.NEGATIVE_INFINITY];
  for (const [row, other] of others.entries()) {
    const alike = similarity(place, other);
    if (alike > most) [best, most] = [row, alike];
  }
  return best;
}
