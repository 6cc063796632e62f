/** A square matrix, row by row. */
export type Matrix = readonly Float64Array[];

export interface Eigen {
  readonly values: Float64Array;
  /** Columns are the vectors: `vectors[row][k]` belongs to `values[k]`. */
  readonly vectors: Matrix;
}

const SWEEPS = 30;
const SMALL = 1e-22;

/** Eigenvalues and vectors of a symmetric matrix by Jacobi's rotations (Golub and Van Loan, 8.5), in no order. */
export function symmetricEigen(matrix: Matrix): Eigen {
  const a = matrix.map((row) => Float64Array.from(row));
  const size = a.length;
  const vectors = a.map((_, at) => Float64Array.from({ length: size }, (__, k) => (k === at ? 1 : 0)));
  const whole = squares(a);
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(a) > SMALL * whole; sweep += 1) {
    for (let p = 0; p < size - 1; p += 1) for (let q = p + 1; q < size; q += 1) rotate(a, vectors, p, q);
  }
  return { values: Float64Array.from(a, (row, at) => row[at]!), vectors };
}

/** Makes a[p][q] zero. */
function rotate(a: Float64Array[], vectors: Float64Array[], p: number, q: number): void {
  const off = a[p]![q]!;
  if (off === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * off);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (const row of a) turn(row, p, q, c, s);
  const [rowP, rowQ] = [a[p]!, a[q]!];
  for (let k = 0; k < a.length; k += 1) {
    const [x, y] = [rowP[k]!, rowQ[k]!];
    rowP[k] = c * x - s * y;
    rowQ[k] = s * x + c * y;
  }
  for (const row of vectors) turn(row, p, q, c, s);
}

function turn(row: Float64Array, p: number, q: number, c: number, s: number): void {
  const [x, y] = [row[p]!, row[q]!];
  row[p] = c * x - s * y;
  row[q] = s * x + c * y;
}

const squares = (a: Matrix): number =>
  a.reduce((sum, row) => sum + row.reduce((part, value) => part + value * value, 0), 0);

const offDiagonal = (a: Matrix): number =>
  squares(a) - a.reduce((sum, row, at) => sum + row[at]! * row[at]!, 0);
