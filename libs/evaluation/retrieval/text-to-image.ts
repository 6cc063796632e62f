import type { FilmInspection } from '@wetread/inference';
import type { NihFilm } from '../data/nih-films';
import { NothingToMeasure } from '../data/evaluation-error';
import type { PredictedFilms } from '../findings/predicted-films';
import { type Figure, figureOf, type Resamples, resampleGroups } from '../measures/bootstrap';
import { weightedMean } from '../measures/calibration';
import type { Grade } from '../measures/ranked-list';
import type { Bench } from '../reading/bench';
import { type CategoryRow, categoriesOf, type Question } from './category-rows';
import { gradeFilm } from './grade-film';
import { phrases } from './phrases';
import { rankByProbability, rankByScore, rankByWords, similarity } from './rankers';
import { questionScores, type RankedSystem, type RetrievalScores, scoreSystem } from './score-rankings';

/** How much the joint space is ahead of the best baseline, as a share of it; the interval is over phrases. */
export interface Gain {
  readonly over: string;
  readonly gain: Figure;
}

export interface TextToImage {
  readonly films: number;
  readonly phrases: number;
  /** Phrases that no film of the split answers are left out. */
  readonly phrasesCounted: number;
  readonly systems: readonly { readonly name: string; readonly scores: RetrievalScores }[];
  readonly categories: readonly CategoryRow[];
  readonly gains: { readonly precisionAt5: Gain | null; readonly ndcgAt10: Gain | null };
}

const JOINT = 'joint space';
/** To be beaten. Looking up probabilities is a reference, no baseline: it is told which findings a phrase means. */
const BASELINES = ['random order', 'BM25 over our drafts'] as const;
const [RANDOM, WORDS] = BASELINES;
const LOOK_UP = 'probabilities looked up (reference)';

export async function measureTextToImage(
  sample: PredictedFilms & { readonly inspections: readonly FilmInspection[] },
  bench: Bench,
): Promise<TextToImage> {
  const { films, inspections } = sample;
  const questions = questionsOf(films);
  if (questions.length === 0) throw new NothingToMeasure('retrieval', 'no film answers any phrase');
  const systems = await rankAll(questions, films, inspections, bench);
  const grades = questions.map((question) => question.grades);
  const ids = questions.map(({ phrase }) => phrase.text);
  const overQuestions = resampleGroups(ids, bench.rounds, bench.seed);
  const overFilms = resampleGroups(
    films.map(({ patient }) => patient),
    bench.headlinesOnly ? 0 : bench.rounds,
    bench.seed,
  );
  return {
    films: films.length,
    phrases: phrases.length,
    phrasesCounted: questions.length,
    systems: systems.map((system) => ({
      name: system.name,
      scores: scoreSystem(system, grades, overQuestions, overFilms),
    })),
    categories: categoriesOf(questions, systems, films.length),
    gains: {
      precisionAt5: gainOf('precisionAt5', systems, grades, overQuestions),
      ndcgAt10: gainOf('ndcgAt10', systems, grades, overQuestions),
    },
  };
}

const questionsOf = (films: readonly NihFilm[]): Question[] =>
  phrases
    .map((phrase) => ({ phrase, grades: films.map((film) => gradeFilm(phrase, film)) }))
    .filter(({ grades }) => grades.some((grade) => grade > 0));

async function rankAll(
  questions: readonly Question[],
  films: readonly NihFilm[],
  inspections: readonly FilmInspection[],
  { reader, seed, headlinesOnly }: Bench,
): Promise<RankedSystem[]> {
  const asked = questions.map(({ phrase }) => phrase);
  const places = await reader.embedTexts(asked.map(({ text }) => text));
  const joint = {
    name: JOINT,
    rankings: places.map((place) =>
      rankByScore(
        inspections.map(({ embedding }) => similarity(place, embedding)),
        seed,
      ),
    ),
  };
  const random = { name: RANDOM, rankings: null };
  if (headlinesOnly) return [joint, random];
  const texts = await reader.draftTexts(
    films.map(({ image }) => image),
    'drafts',
  );
  return [
    joint,
    random,
    { name: WORDS, rankings: rankByWords(texts, asked, seed) },
    { name: LOOK_UP, rankings: rankByProbability(inspections, asked, seed) },
  ];
}

function gainOf(
  name: 'precisionAt5' | 'ndcgAt10',
  systems: readonly RankedSystem[],
  grades: readonly (readonly Grade[])[],
  questions: Resamples,
): Gain | null {
  const once = new Uint8Array(grades[0]!.length).fill(1);
  const means = new Map(
    systems.map((system) => [
      system.name,
      weightedMean(questionScores(system, grades, once).map((scores) => scores[name])),
    ]),
  );
  const all = new Uint8Array(grades.length).fill(1);
  const joint = means.get(JOINT);
  const best = BASELINES.filter((baseline) => means.has(baseline)).sort(
    (a, b) => means.get(b)!(all) - means.get(a)!(all),
  )[0];
  if (!joint || !best) return null;
  const other = means.get(best)!;
  return { over: best, gain: figureOf((weights) => joint(weights) / other(weights) - 1, questions) };
}
