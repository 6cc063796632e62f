import type { FilmInspection } from '@wetread/inference';
import { nihFindingCodes } from '@wetread/terminology';
import type { NihFilm } from '../data/nih-films';
import { type Figure, figureOf, resampleGroups } from '../measures/bootstrap';
import { weightedMean } from '../measures/calibration';
import {
  expectedScores,
  type Grade,
  type RankedScores,
  rankedScoreNames,
  scoreList,
} from '../measures/ranked-list';
import type { Bench } from '../reading/bench';
import { predictionOf } from '../reading/film-prediction';
import { rankByScore, similarity } from './rankers';

interface ImageToImageRow {
  readonly name: string;
  readonly scores: Readonly<Record<keyof RankedScores, Figure>>;
}

/** Every film asks for films like it among those of other patients. Intervals are over the asking patients. */
export interface ImageToImage {
  readonly queries: number;
  readonly rows: readonly ImageToImageRow[];
}

/** How alike two films are, larger is more. */
type Likeness = (query: number, candidate: number) => number;

export function measureImageToImage(
  films: readonly NihFilm[],
  inspections: readonly FilmInspection[],
  bench: Bench,
): ImageToImage {
  const chances = inspections.map((inspection) => predictionOf(inspection).probabilities);
  const places: Likeness = (query, candidate) =>
    similarity(inspections[query]!.embedding, inspections[candidate]!.embedding);
  const probabilities: Likeness = (query, candidate) =>
    -nihFindingCodes.reduce(
      (sum, code) => sum + Math.abs(chances[query]![code] - chances[candidate]![code]),
      0,
    );
  const systems: { name: string; likeness: Likeness | null }[] = [
    { name: 'joint space', likeness: places },
    { name: 'random order', likeness: null },
    { name: 'nearest probabilities (reference)', likeness: probabilities },
  ];
  return {
    queries: films.length,
    rows: systems.map(({ name, likeness }) => ({ name, scores: scoresOf(films, likeness, bench) })),
  };
}

/** Same labels 2, a label in common 1; films without labels are alike. */
export function gradePair(one: NihFilm['labels'], other: NihFilm['labels']): Grade {
  const shared = [...one].filter((code) => other.has(code)).length;
  if (shared === one.size && shared === other.size) return 2;
  return shared > 0 ? 1 : 0;
}

function scoresOf(
  films: readonly NihFilm[],
  likeness: Likeness | null,
  { rounds, seed }: Bench,
): ImageToImageRow['scores'] {
  const answered = films.map((film, query) => scoreQuery(film, query, films, likeness, seed));
  const rows = [...films.keys()].filter((row) => answered[row] !== null);
  const patients = resampleGroups(
    rows.map((row) => films[row]!.patient),
    rounds,
    seed,
  );
  return Object.fromEntries(
    rankedScoreNames.map((name) => [
      name,
      figureOf(weightedMean(rows.map((row) => answered[row]![name])), patients),
    ]),
  ) as ImageToImageRow['scores'];
}

/** `null` when no film of another patient is like it at all. */
function scoreQuery(
  film: NihFilm,
  query: number,
  films: readonly NihFilm[],
  likeness: Likeness | null,
  seed: number,
): RankedScores | null {
  const others = [...films.keys()].filter((row) => films[row]!.patient !== film.patient);
  const grades = others.map((row) => gradePair(film.labels, films[row]!.labels));
  if (!grades.some((grade) => grade > 0)) return null;
  if (!likeness) return expectedScores(grades);
  const order = rankByScore(
    others.map((row) => likeness(query, row)),
    seed,
  );
  return scoreList(order.map((place) => grades[place]!));
}
