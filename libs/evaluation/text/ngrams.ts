/** Longest n-gram that BLEU-4 and CIDEr look at. */
export const LONGEST = 4;

/** How often each n-gram occurs, for n = 1 to 4 at places 0 to 3. */
export type NgramCounts = readonly ReadonlyMap<string, number>[];

export const countNgrams = (words: readonly string[]): NgramCounts =>
  Array.from({ length: LONGEST }, (_, order) => {
    const counts = new Map<string, number>();
    for (let start = 0; start + order < words.length; start++) {
      const ngram = words.slice(start, start + order + 1).join(' ');
      counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
    }
    return counts;
  });

export const sumOf = (values: Iterable<number>): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};
