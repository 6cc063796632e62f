import type { Grade } from '../measures/ranked-list';
import { categoriesOf, type Question } from './category-rows';
import type { Phrase } from './phrase';

const ask = (category: Phrase['category'], grades: readonly Grade[]): Question => ({
  phrase: { text: category, category, present: [['Effusion']], absent: [] } as Phrase,
  grades,
});

describe('the rows of the kinds of phrases', () => {
  it('give each phrase its own ranking, wherever its kind stands among the others', () => {
    const questions = [
      ask('synonym', [1, 0, 0, 0, 0, 0]),
      ask('negation', [0, 0, 0, 0, 0, 1]),
      ask('synonym', [0, 1, 0, 0, 0, 0]),
    ];
    // The answers stand first for the first and the second question, last for the third.
    const rankings = [
      [0, 1, 2, 3, 4, 5],
      [5, 0, 1, 2, 3, 4],
      [0, 2, 3, 4, 5, 1],
    ];
    const rows = categoriesOf(questions, [{ name: 'ours', rankings }], 6);
    const of = (category: string) => rows.find((row) => row.category === category)!;
    expect(of('synonym')).toMatchObject({ phrases: 2, systems: { ours: { precisionAt5: 0.1 } } });
    expect(of('negation')).toMatchObject({
      phrases: 1,
      systems: { ours: { precisionAt5: 0.2, ndcgAt10: 1 } },
    });
  });
});
