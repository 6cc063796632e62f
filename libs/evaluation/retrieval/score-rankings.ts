import {
  type Figure,
  figureOf,
  percentileInterval,
  type Resamples,
  type Weights,
} from '../measures/bootstrap';
import { weightedMean } from '../measures/calibration';
import {
  expectedScores,
  type Grade,
  type RankedScores,
  rankedScoreNames,
  scoreList,
} from '../measures/ranked-list';
import type { Ranking } from './rankers';

/** A mean over questions with the interval over questions and the one over the patients that are searched. */
export interface RetrievalFigure extends Figure {
  readonly interval95OverPatients: Figure['interval95'];
}

export type RetrievalScores = Readonly<Record<keyof RankedScores, RetrievalFigure>>;

/** Rankings of one system, one for each question; `null` is random order, whose expected scores are known. */
export interface RankedSystem {
  readonly name: string;
  readonly rankings: readonly Ranking[] | null;
}

/** Scores of one question after another, for films that take part as often as `weights` say. */
export function questionScores(
  { rankings }: RankedSystem,
  grades: readonly (readonly Grade[])[],
  weights: Weights,
): RankedScores[] {
  return grades.map((gradesOfFilms, question) => {
    const order = rankings?.[question] ?? gradesOfFilms.keys();
    const list: Grade[] = [];
    for (const row of order) {
      for (let copy = 0; copy < weights[row]!; copy++) list.push(gradesOfFilms[row]!);
    }
    return rankings ? scoreList(list) : expectedScores(list);
  });
}

/** @param grades of every film, question by question; @param films resampled by patient */
export function scoreSystem(
  system: RankedSystem,
  grades: readonly (readonly Grade[])[],
  questions: Resamples,
  films: Resamples,
): RetrievalScores {
  const scores = questionScores(system, grades, new Uint8Array(films.rows).fill(1));
  const drawn = films.draws.map((weights) => questionScores(system, grades, weights));
  return Object.fromEntries(
    rankedScoreNames.map((name) => [
      name,
      {
        ...figureOf(weightedMean(scores.map((one) => one[name])), questions),
        interval95OverPatients: percentileInterval(
          drawn.map((draw) => meanDefined(draw.map((one) => one[name]))),
        ),
      },
    ]),
  ) as RetrievalScores;
}

/** A resample may hold no film that answers a question; then that question is left out of it. */
function meanDefined(values: readonly number[]): number {
  const defined = values.filter(Number.isFinite);
  return defined.reduce((sum, value) => sum + value, 0) / defined.length;
}
