import type { NihFindingCode } from '@wetread/terminology';
import { gradePair } from './image-to-image';
import type { Phrase } from './phrase';
import { rankByScore, rankByWords, similarity } from './rankers';
import { questionScores, scoreSystem } from './score-rankings';
import { resampleGroups } from '../measures/bootstrap';

describe('rankings', () => {
  it('put the highest score first, and ties by chance', () => {
    expect(rankByScore([0.1, 0.9, 0.5], 1)).toEqual([1, 2, 0]);
    const tied = rankByScore(Array<number>(50).fill(0), 1);
    expect(tied).toEqual(rankByScore(Array<number>(50).fill(0), 1));
    expect(tied).not.toEqual([...tied].sort((a, b) => a - b));
  });

  it('compare unit vectors by their cosine, and put what has no place last', () => {
    expect(similarity(Float32Array.of(1, 0), Float32Array.of(0.6, 0.8))).toBeCloseTo(0.6, 6);
    expect(similarity(Float32Array.of(1, 0), null)).toBeLessThan(-1);
  });

  it('find words in drafts', () => {
    const phrase = { text: 'fluid on the left', category: 'lay', present: [], absent: [] } satisfies Phrase;
    const texts = ['The heart is large.', 'There is fluid on the left.', 'Fluid. The lungs are clear.'];
    expect(rankByWords(texts, [phrase], 1)[0]).toEqual([1, 2, 0]);
  });
});

describe('two films', () => {
  it('are alike by their labels', () => {
    const grade = (one: NihFindingCode[], other: NihFindingCode[]) => gradePair(new Set(one), new Set(other));
    expect([grade(['Mass'], ['Mass']), grade(['Mass', 'Edema'], ['Mass']), grade(['Mass'], [])]).toEqual([
      2, 1, 0,
    ]);
    expect(grade([], [])).toBe(2);
  });
});

describe('scores of a system', () => {
  // Two questions over three films.
  const grades = [
    [2, 0, 1],
    [0, 2, 0],
  ] as const;
  const system = {
    name: 'x',
    rankings: [
      [0, 2, 1],
      [0, 1, 2],
    ],
  };

  it('are those of each ranking', () => {
    const [first, second] = questionScores(system, grades, [1, 1, 1]);
    expect(first).toMatchObject({ precisionAt5: 0.4, ndcgAt10: 1, reciprocalRank: 1 });
    expect(second).toMatchObject({ precisionAt5: 0.2, reciprocalRank: 0.5 });
  });

  it('follow a film that is drawn twice or not at all', () => {
    const [first, second] = questionScores(system, grades, [2, 0, 1]);
    expect(first).toMatchObject({ precisionAt5: 0.6, fullPrecisionAt5: 0.4 });
    expect(second!.ndcgAt10).toBeNaN();
  });

  it('have an interval over questions and one over patients', () => {
    const questions = resampleGroups(['one', 'two'], 200, 1);
    const films = resampleGroups(['a', 'b', 'c'], 200, 1);
    const { reciprocalRank } = scoreSystem(system, grades, questions, films);
    expect(reciprocalRank.value).toBe(0.75);
    expect(reciprocalRank.interval95).toEqual([0.5, 1]);
    expect(reciprocalRank.interval95OverPatients![0]).toBeLessThan(0.75);
  });
});
