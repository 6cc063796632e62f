const { ceil, floor, max, min, round } = Math;

/**
 * The part of a plane that changes slowly: means over coarse cells, blurred, read back row by row with
 * bilinear interpolation. Stands in for a wide Gaussian at a fraction of its cost.
 */
export class SlowField {
  private readonly cell: number;
  private readonly columns: number;
  private readonly rows: number;
  private readonly coarse: Float32Array;
  private readonly line: Float32Array;

  constructor(
    plane: Float32Array,
    private readonly width: number,
    private readonly height: number,
    radius: number,
  ) {
    this.cell = max(4, round(radius / 4));
    this.columns = ceil(width / this.cell);
    this.rows = ceil(height / this.cell);
    let coarse = this.means(plane);
    for (let pass = 0; pass < 3; pass += 1) coarse = this.boxBlur(coarse, 2);
    this.coarse = coarse;
    this.line = new Float32Array(width);
  }

  /** Values of one row of the full plane; the array is reused by the next call. */
  row(y: number): Float32Array {
    const gy = min(this.rows - 1.001, max(0, (y + 0.5) / this.cell - 0.5));
    const top = floor(gy) * this.columns;
    const down = gy - floor(gy);
    for (let x = 0; x < this.width; x += 1) {
      const gx = min(this.columns - 1.001, max(0, (x + 0.5) / this.cell - 0.5));
      const column = gx | 0;
      const across = gx - column;
      const at = top + column;
      const above = this.coarse[at]! * (1 - across) + this.coarse[at + 1]! * across;
      const below =
        this.coarse[at + this.columns]! * (1 - across) + this.coarse[at + this.columns + 1]! * across;
      this.line[x] = above + (below - above) * down;
    }
    return this.line;
  }

  private means(plane: Float32Array): Float32Array {
    const sums = new Float32Array(this.columns * this.rows);
    for (let y = 0; y < this.height; y += 1) {
      const row = floor(y / this.cell) * this.columns;
      for (let column = 0; column < this.columns; column += 1) {
        const end = min(this.width, (column + 1) * this.cell);
        let sum = 0;
        for (let x = column * this.cell; x < end; x += 1) sum += plane[y * this.width + x]!;
        sums[row + column] = sums[row + column]! + sum / (end - column * this.cell);
      }
    }
    return sums.map((sum, at) => {
      const row = floor(at / this.columns);
      return sum / (min(this.height, (row + 1) * this.cell) - row * this.cell);
    });
  }

  private boxBlur(source: Float32Array, radius: number): Float32Array {
    const blurred = new Float32Array(source.length);
    for (let y = 0; y < this.rows; y += 1) {
      for (let x = 0; x < this.columns; x += 1) {
        let sum = 0;
        let count = 0;
        for (let v = max(0, y - radius); v <= min(this.rows - 1, y + radius); v += 1) {
          for (let u = max(0, x - radius); u <= min(this.columns - 1, x + radius); u += 1) {
            sum += source[v * this.columns + u]!;
            count += 1;
          }
        }
        blurred[y * this.columns + x] = sum / count;
      }
    }
    return blurred;
  }
}
