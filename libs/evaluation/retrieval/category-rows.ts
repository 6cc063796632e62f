import type { Grade, RankedScores } from '../measures/ranked-list';
import { type Phrase, phraseCategories } from './phrase';
import { questionScores, type RankedSystem } from './score-rankings';

/** A phrase with the grade of every film for it. */
export interface Question {
  readonly phrase: Phrase;
  readonly grades: readonly Grade[];
}

/** Means over the phrases of one kind. */
export interface CategoryRow {
  readonly category: string;
  readonly phrases: number;
  /** Precision at 5 and nDCG at 10 of each system, by its name. */
  readonly systems: Readonly<Record<string, Pick<RankedScores, 'precisionAt5' | 'ndcgAt10'>>>;
}

/** One row for each kind of phrase; a system's rankings stand in the order of the questions. */
export function categoriesOf(
  questions: readonly Question[],
  systems: readonly RankedSystem[],
  films: number,
): CategoryRow[] {
  const once = new Uint8Array(films).fill(1);
  const grades = questions.map((question) => question.grades);
  const scored = systems.map((system) => ({
    name: system.name,
    scores: questionScores(system, grades, once),
  }));
  return phraseCategories.map((category) => {
    const asked = [...questions.keys()].filter((index) => questions[index]!.phrase.category === category);
    const mean = (scores: readonly RankedScores[], name: 'precisionAt5' | 'ndcgAt10'): number =>
      asked.reduce((sum, index) => sum + scores[index]![name], 0) / asked.length;
    return {
      category,
      phrases: asked.length,
      systems: Object.fromEntries(
        scored.map(({ name, scores }) => [
          name,
          { precisionAt5: mean(scores, 'precisionAt5'), ndcgAt10: mean(scores, 'ndcgAt10') },
        ]),
      ),
    };
  });
}
