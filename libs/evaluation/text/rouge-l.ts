import type { TextPair } from './text-pair';

/** Weight of recall against precision; the COCO caption evaluation's. */
const BETA = 1.2;

/** ROUGE-L of one text (Lin 2004): F of the longest common subsequence, as `pycocoevalcap.rouge` computes it. */
export function rougeLOf({ text, reference }: TextPair): number {
  const common = longestCommonSubsequence(text, reference);
  if (common === 0) return 0;
  const precision = common / text.length;
  const recall = common / reference.length;
  return ((1 + BETA ** 2) * precision * recall) / (recall + BETA ** 2 * precision);
}

function longestCommonSubsequence(one: readonly string[], other: readonly string[]): number {
  let row = new Uint16Array(other.length + 1);
  for (const word of one) {
    const next = new Uint16Array(row.length);
    for (let column = 1; column < row.length; column++)
      next[column] =
        other[column - 1] === word ? row[column - 1]! + 1 : Math.max(row[column]!, next[column - 1]!);
    row = next;
  }
  return row.at(-1)!;
}
