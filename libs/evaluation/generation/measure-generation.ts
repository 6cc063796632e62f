import type { FilmInspection, RegisteredModel } from '@wetread/inference';
import { nihFindingCodes, type NihFindingCode } from '@wetread/terminology';
import { readNihFilms, readTrainingFilms } from '../data/nih-films';
import { aurocOf, meanOf } from '../measures/auroc';
import { type Figure, figureOf, quantile, resampleGroups } from '../measures/bootstrap';
import { type Rate, rateOf } from '../measures/wilson';
import type { Bench, Headlines } from '../reading/bench';
import { type DrawnFilm, drawFilms } from './draw-films';
import { frechetDistance, type Place } from './frechet';
import { likeGenerated, markBlanked, markCut } from './like-generated';
import { type Nearness, nearestDistances, nearness, thumbOf } from './nearest-film';
import { evaluationPrompts } from './prompts';

/** Films from text, and what the film reader says of them. */
export interface GenerationReport {
  readonly model: { readonly name: string; readonly version: string; readonly sha256: string };
  readonly films: number;
  readonly prompts: number;
  /** Mean over the findings of `byFinding`; resampled over prompts. */
  readonly agreement: Figure;
  /** AUROC of a finding's probability: films prompted with it against all others. */
  readonly byFinding: readonly { readonly code: NihFindingCode; readonly auroc: Figure }[];
  /** The gate's acceptance of pictures that nothing but sight can tell from films. */
  readonly gate: Readonly<Record<'marked' | 'markBlanked' | 'markCut', Rate>>;
  readonly milliseconds: { readonly median: number; readonly percentile95: number };
  /** `null` where only headlines are wanted. */
  readonly likeness: Likeness | null;
}

interface Likeness {
  /** Places on each side. */
  readonly places: number;
  readonly frechet: { readonly generated: number; readonly real: number };
  readonly trainingFilms: number;
  readonly pixels: Nearness;
  readonly embedding: Nearness;
}

const FILMS_A_SUBJECT = 20;

/** Draws films of every subject and shows them to the film reader, beside real films that are made as coarse. */
export async function measureGeneration(bench: Bench): Promise<GenerationReport> {
  const { models, model, limit, threads, reader, rounds, seed } = bench;
  const generator = models.get('film-generator') as RegisteredModel<'film-generator'>;
  const each = limit > 0 ? Math.min(FILMS_A_SUBJECT, limit) : FILMS_A_SUBJECT;
  const films = await drawFilms({ generator, reader: model }, each, threads, reader.progress);
  const seen = await reader.inspectPictures(
    films.map(({ image }) => image),
    'generated films, read',
  );
  const resamples = resampleGroups(
    films.map(({ prompt }) => prompt),
    rounds,
    seed,
  );
  const statistics = nihFindingCodes.map((code) => ({ code, auroc: findingAuroc(code, films, seen) }));
  const times = films.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return {
    model: generator.identity,
    films: films.length,
    prompts: Object.values(evaluationPrompts).flat().length,
    agreement: figureOf(meanOf(statistics.map(({ auroc }) => auroc)), resamples),
    byFinding: statistics.map(({ code, auroc }) => ({ code, auroc: figureOf(auroc, resamples) })),
    gate: await gateOf(films, seen, bench),
    milliseconds: { median: quantile(times, 0.5), percentile95: quantile(times, 0.95) },
    likeness: bench.headlinesOnly ? null : await likenessOf(films, seen, generator, bench),
  };
}

/** A film that the encoder never saw counts as one without the finding. */
const findingAuroc = (code: NihFindingCode, films: readonly DrawnFilm[], seen: readonly FilmInspection[]) =>
  aurocOf(
    films.map(({ subject }) => subject === code),
    seen.map(({ findings }) => findings.find((finding) => finding.code === code)?.probability ?? 0),
  );

const accepted = (seen: readonly FilmInspection[]): Rate =>
  rateOf(seen.filter(({ refusal }) => refusal === null).length, seen.length);

async function gateOf(
  films: readonly DrawnFilm[],
  marked: readonly FilmInspection[],
  { reader }: Bench,
): Promise<GenerationReport['gate']> {
  // A fifth of the films is enough for a share.
  const some = films.filter((_, at) => at % 5 === 0).map(({ image }) => image);
  return {
    marked: accepted(marked),
    markBlanked: accepted(await reader.inspectPictures(some.map(markBlanked), 'mark painted over')),
    markCut: accepted(await reader.inspectPictures(some.map(markCut), 'mark cut off')),
  };
}

async function likenessOf(
  films: readonly DrawnFilm[],
  seen: readonly FilmInspection[],
  generator: RegisteredModel<'film-generator'>,
  bench: Bench,
): Promise<Likeness> {
  const { data, limit, split } = bench;
  const held = await sightOf(await readNihFilms(data, split, limit), 'held-out films', generator, bench);
  const training = await sightOf(await readTrainingFilms(data, limit), 'training films', generator, bench);
  const other = await sightOf(
    await readNihFilms(data, split === 'test' ? 'val' : 'test', limit),
    'other real films',
    generator,
    bench,
  );
  const drawn = {
    places: placesOf(seen),
    thumbs: await Promise.all(films.map(({ image }) => thumbOf(image))),
  };
  // Generated films come by subject: every nth keeps all subjects in.
  const places = Math.min(held.places.length, other.places.length, drawn.places.length);
  const distance = (set: readonly Place[]) =>
    frechetDistance(evenly(set, places), evenly(held.places, places));
  return {
    places,
    frechet: { generated: distance(drawn.places), real: distance(other.places) },
    trainingFilms: training.places.length,
    pixels: nearness(
      nearestDistances(drawn.thumbs, training.thumbs),
      nearestDistances(held.thumbs, training.thumbs),
    ),
    embedding: nearness(
      nearestDistances(drawn.places, training.places),
      nearestDistances(held.places, training.places),
    ),
  };
}

interface Sight {
  readonly places: readonly Place[];
  readonly thumbs: readonly Float32Array[];
}

/** Real films made like generated ones, as pictures and as the reader places them. */
async function sightOf(
  films: readonly { readonly image: string }[],
  label: string,
  generator: RegisteredModel<'film-generator'>,
  { reader }: Bench,
): Promise<Sight> {
  const thumbs: Float32Array[] = [];
  const { size } = generator.manifest.picture;
  const seen = await reader.inspectChanged(
    films.map(({ image }) => image),
    async (picture) => {
      const alike = await likeGenerated(picture, size);
      thumbs.push(await thumbOf(alike));
      return alike;
    },
    label,
  );
  return { places: placesOf(seen), thumbs };
}

const placesOf = (seen: readonly FilmInspection[]): Place[] =>
  seen.flatMap(({ embedding }) => (embedding === null ? [] : [embedding]));

const evenly = <Item>(items: readonly Item[], count: number): Item[] =>
  Array.from({ length: count }, (_, at) => items[Math.floor((at * items.length) / count)]!);

export const generationHeadlines = ({ agreement }: GenerationReport): Headlines => ({
  'prompt agreement of generated films, AUROC': agreement.value,
});
