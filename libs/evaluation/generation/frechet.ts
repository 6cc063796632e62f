import { type Matrix, symmetricEigen } from './symmetric-eigen';

/** A point of the space that films and texts share. */
export type Place = ArrayLike<number>;

/**
 * Fréchet distance between the Gaussians of two sets of places (Heusel et al. 2017, there of another network's
 * features). It falls with more places: compare sets of one size only.
 */
export function frechetDistance(ours: readonly Place[], theirs: readonly Place[]): number {
  const [a, b] = [gaussianOf(ours), gaussianOf(theirs)];
  const gap = a.mean.reduce((sum, value, at) => sum + (value - b.mean[at]!) ** 2, 0);
  const root = squareRoot(a.covariance);
  const cross = symmetricEigen(product(product(root, b.covariance), root)).values;
  const shared = cross.reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
  return gap + trace(a.covariance) + trace(b.covariance) - 2 * shared;
}

function gaussianOf(places: readonly Place[]): { mean: Float64Array; covariance: Matrix } {
  const size = places[0]!.length;
  const mean = new Float64Array(size);
  for (const place of places) for (let k = 0; k < size; k += 1) mean[k]! += place[k]! / places.length;
  const covariance = Array.from({ length: size }, () => new Float64Array(size));
  for (const place of places) {
    const off = mean.map((value, k) => place[k]! - value);
    for (let i = 0; i < size; i += 1) {
      const row = covariance[i]!;
      const share = off[i]! / (places.length - 1);
      for (let k = 0; k < size; k += 1) row[k]! += share * off[k]!;
    }
  }
  return { mean, covariance };
}

function squareRoot(matrix: Matrix): Matrix {
  const { values, vectors } = symmetricEigen(matrix);
  const scaled = vectors.map((row) => row.map((value, k) => value * Math.sqrt(Math.max(0, values[k]!))));
  return product(scaled, transposed(vectors));
}

const transposed = (a: Matrix): Matrix => a.map((_, at) => Float64Array.from(a, (row) => row[at]!));

function product(a: Matrix, b: Matrix): Matrix {
  return a.map((row) => {
    const out = new Float64Array(b[0]!.length);
    row.forEach((factor, k) => {
      const other = b[k]!;
      for (let j = 0; j < out.length; j += 1) out[j]! += factor * other[j]!;
    });
    return out;
  });
}

const trace = (a: Matrix): number => a.reduce((sum, row, at) => sum + row[at]!, 0);
