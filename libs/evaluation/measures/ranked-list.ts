export type Grade = 0 | 1 | 2;

/** Relevance of the items of a ranked list, best first: 0 not, 1 in part, 2 fully. */
export type Grades = ArrayLike<Grade>;

/** Share of the first `k` items whose grade is at least `least`. */
export function precisionAt(grades: Grades, k: number, least = 1): number {
  let hits = 0;
  for (let rank = 0; rank < Math.min(k, grades.length); rank++) hits += grades[rank]! >= least ? 1 : 0;
  return hits / k;
}

/** 1 / rank of the first item of grade 1 or more; 0 when there is none. */
export function reciprocalRank(grades: Grades): number {
  for (let rank = 0; rank < grades.length; rank++) if (grades[rank]! >= 1) return 1 / (rank + 1);
  return 0;
}

/**
 * Normalised discounted cumulative gain with gain 2^grade - 1 and discount log2(rank + 1) (Järvelin and Kekäläinen
 * 2002; Burges et al. 2005). NaN when nothing in the list is relevant.
 */
export function ndcgAt(grades: Grades, k: number): number {
  const ideal = idealGainAt(grades, k);
  return ideal === 0 ? Number.NaN : gainAt(grades, k) / ideal;
}

/** Gain of the best order; counted, not sorted: resampling asks for it a million times. */
function idealGainAt(grades: Grades, k: number): number {
  const counts: [number, number, number] = [0, 0, 0];
  for (let rank = 0; rank < grades.length; rank++) counts[grades[rank]!] += 1;
  const full = Math.min(k, counts[2]);
  const partly = Math.min(k - full, counts[1]);
  return gainAt([...Array<Grade>(full).fill(2), ...Array<Grade>(partly).fill(1)], k);
}

/** Discounted gain of the first `k`. */
function gainAt(grades: Grades, k: number): number {
  let sum = 0;
  for (let rank = 0; rank < Math.min(k, grades.length); rank++) {
    sum += (2 ** grades[rank]! - 1) / Math.log2(rank + 2);
  }
  return sum;
}

/** What of a ranked list is told. */
export interface RankedScores {
  readonly precisionAt5: number;
  readonly precisionAt10: number;
  /** Only grade 2 counts. */
  readonly fullPrecisionAt5: number;
  readonly ndcgAt10: number;
  readonly reciprocalRank: number;
}

export const rankedScoreNames = [
  'precisionAt5',
  'precisionAt10',
  'fullPrecisionAt5',
  'ndcgAt10',
  'reciprocalRank',
] as const satisfies readonly (keyof RankedScores)[];

export const scoreList = (grades: Grades): RankedScores => ({
  precisionAt5: precisionAt(grades, 5),
  precisionAt10: precisionAt(grades, 10),
  fullPrecisionAt5: precisionAt(grades, 5, 2),
  ndcgAt10: ndcgAt(grades, 10),
  reciprocalRank: reciprocalRank(grades),
});

/** The expected scores of a list in random order. */
export function expectedScores(grades: Grades): RankedScores {
  const all: readonly Grade[] = Array.from(grades);
  const share = (least: number): number => all.filter((grade) => grade >= least).length / all.length;
  const meanGain = all.reduce<number>((sum, grade) => sum + 2 ** grade - 1, 0) / all.length;
  const discounts = Array.from({ length: Math.min(10, all.length) }, (_, rank) => 1 / Math.log2(rank + 2));
  const ideal = idealGainAt(all, 10);
  const expectedGain = meanGain * discounts.reduce((sum, discount) => sum + discount, 0);
  const cut = (k: number): number => Math.min(k, all.length) / k;
  return {
    precisionAt5: share(1) * cut(5),
    precisionAt10: share(1) * cut(10),
    fullPrecisionAt5: share(2) * cut(5),
    ndcgAt10: ideal === 0 ? Number.NaN : expectedGain / ideal,
    reciprocalRank: expectedReciprocalRank(all.filter((grade) => grade >= 1).length, all.length),
  };
}

/** Sum over ranks of 1/rank times the chance that the first relevant item stands there. */
function expectedReciprocalRank(relevant: number, all: number): number {
  let noneSoFar = 1;
  let expected = 0;
  for (let rank = 1; rank <= all && noneSoFar > 0; rank++) {
    const chance = relevant / (all - rank + 1);
    expected += (noneSoFar * Math.min(1, chance)) / rank;
    noneSoFar *= 1 - Math.min(1, chance);
  }
  return expected;
}
