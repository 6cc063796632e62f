import type { Statistic } from '../measures/bootstrap';
import { countNgrams, LONGEST, sumOf } from './ngrams';
import type { TextPair } from './text-pair';

/** What one text adds to the corpus: for each n its n-grams that the reference has too, and all of them. */
interface Counts {
  readonly shared: readonly number[];
  readonly written: readonly number[];
  readonly words: number;
  readonly referenceWords: number;
}

// Keep the quotients defined without moving them; the values are those of the COCO caption evaluation.
const TINY = 1e-15;
const SMALL = 1e-9;

/**
 * BLEU-1 to BLEU-4 of a corpus (Papineni et al. 2002), one reference a text, without smoothing, as
 * `pycocoevalcap.bleu` computes it. A statistic of the texts' weights.
 */
export function bleuOf(pairs: readonly TextPair[]): Statistic[] {
  const counts = pairs.map(countPair);
  return Array.from({ length: LONGEST }, (_, order): Statistic => (weights) => {
    const total = (of: (one: Counts) => number): number =>
      sumOf(counts.map((one, row) => weights[row]! * of(one)));
    let product = 1;
    for (let n = 0; n <= order; n++)
      product *= (total(({ shared }) => shared[n]!) + TINY) / (total(({ written }) => written[n]!) + SMALL);
    const ratio = (total(({ words }) => words) + TINY) / (total((one) => one.referenceWords) + SMALL);
    return product ** (1 / (order + 1)) * (ratio < 1 ? Math.exp(1 - 1 / ratio) : 1);
  });
}

function countPair({ text, reference }: TextPair): Counts {
  const wanted = countNgrams(reference);
  const told = countNgrams(text);
  return {
    shared: told.map((ngrams, order) =>
      sumOf([...ngrams].map(([ngram, count]) => Math.min(count, wanted[order]!.get(ngram) ?? 0))),
    ),
    written: told.map((ngrams) => sumOf(ngrams.values())),
    words: text.length,
    referenceWords: reference.length,
  };
}
