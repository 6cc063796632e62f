import type { FilmInspection } from '@wetread/inference';
import MiniSearch from 'minisearch';
import { seededRandom, seedOf, shuffled } from '../measures/seeded-random';
import { predictionOf } from '../reading/film-prediction';
import type { Phrase } from './phrase';

/** Rows of films, the best answer first. */
export type Ranking = readonly number[];

/** Orders rows by score; equal scores in an order by chance, not in that of the table, which is by patient. */
export function rankByScore(scores: readonly number[], seed: number): Ranking {
  const chance = shuffled([...scores.keys()], seededRandom(seedOf(seed, 'ties')));
  return chance.sort((a, b) => scores[b]! - scores[a]!);
}

/** Below every similarity of unit vectors: of a film that has no place. */
const NOWHERE = -2;

/** Cosine of unit vectors; a film without a place comes last. */
export const similarity = (one: Float32Array | null, other: Float32Array | null): number =>
  one && other ? one.reduce((sum, value, index) => sum + value * other[index]!, 0) : NOWHERE;

/** Okapi BM25 (Robertson and Zaragoza 2009) over the drafts that the product writes of the films. */
export function rankByWords(texts: readonly string[], phrases: readonly Phrase[], seed: number): Ranking[] {
  const index = new MiniSearch<{ id: number; text: string }>({ fields: ['text'] });
  index.addAll(texts.map((text, id) => ({ id, text })));
  return phrases.map(({ text }) => {
    const scores = Array<number>(texts.length).fill(0);
    for (const { id, score } of index.search(text)) scores[id as number] = score;
    return rankByScore(scores, seed);
  });
}

/** By the calibrated probabilities of what the phrase means: what a search form with tick boxes would find. */
export function rankByProbability(
  inspections: readonly FilmInspection[],
  phrases: readonly Phrase[],
  seed: number,
): Ranking[] {
  const chances = inspections.map((inspection) => predictionOf(inspection).probabilities);
  return phrases.map(({ present, absent }) => {
    const scores = chances.map((probabilities) => {
      const none = (codes: readonly (keyof typeof probabilities)[]): number =>
        codes.reduce((product, code) => product * (1 - probabilities[code]), 1);
      const denied =
        absent === 'all' ? (Object.keys(probabilities) as (keyof typeof probabilities)[]) : absent;
      return present.reduce((product, group) => product * (1 - none(group)), none(denied));
    });
    return rankByScore(scores, seed);
  });
}
