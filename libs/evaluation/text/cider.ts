import { countNgrams, type NgramCounts, sumOf } from './ngrams';
import type { TextPair } from './text-pair';

/** Spread of the penalty for texts that are longer or shorter than their reference. */
const SIGMA = 6;
/** CIDEr is told in tens. */
const SCALE = 10;

/** Term frequency times inverse document frequency, for each n. */
interface Vector {
  readonly weights: readonly ReadonlyMap<string, number>[];
  readonly norms: readonly number[];
  /** Bigrams: what `pycocoevalcap` takes for the length. */
  readonly length: number;
}

/**
 * CIDEr-D of each text (Vedantam et al., CVPR 2015), one reference a text, document frequencies from these references,
 * as `pycocoevalcap.cider` computes it; the corpus' value is the mean.
 */
export function ciderOf(pairs: readonly TextPair[]): number[] {
  const references = pairs.map(({ reference }) => countNgrams(reference));
  const documents = new Map<string, number>();
  for (const counts of references)
    for (const ngrams of counts)
      for (const ngram of ngrams.keys()) documents.set(ngram, (documents.get(ngram) ?? 0) + 1);
  const vectorOf = (counts: NgramCounts): Vector => weigh(counts, documents, Math.log(pairs.length));
  return pairs.map(({ text }, row) => similarity(vectorOf(countNgrams(text)), vectorOf(references[row]!)));
}

function weigh(counts: NgramCounts, documents: ReadonlyMap<string, number>, logOfAll: number): Vector {
  const weights = counts.map(
    (ngrams) =>
      new Map(
        [...ngrams].map(([ngram, count]) => [
          ngram,
          count * (logOfAll - Math.log(Math.max(1, documents.get(ngram) ?? 0))),
        ]),
      ),
  );
  return {
    weights,
    norms: weights.map((ngrams) => Math.sqrt(sumOf([...ngrams.values()].map((weight) => weight ** 2)))),
    length: sumOf(counts[1]!.values()),
  };
}

/** Mean over n of the clipped cosine, less for texts of another length. */
function similarity(told: Vector, wanted: Vector): number {
  const penalty = Math.exp(-((told.length - wanted.length) ** 2) / (2 * SIGMA ** 2));
  const cosines = told.weights.map((ngrams, order) => {
    const product = sumOf(
      [...ngrams].map(([ngram, weight]) => {
        const other = wanted.weights[order]!.get(ngram) ?? 0;
        return Math.min(weight, other) * other;
      }),
    );
    const norms = told.norms[order]! * wanted.norms[order]!;
    return (norms === 0 ? product : product / norms) * penalty;
  });
  return (SCALE * sumOf(cosines)) / cosines.length;
}
