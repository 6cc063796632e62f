import type { FilmGrid } from './film-grid';
import type { FractionBox } from './phantom-finding';

/** Collects the pixels a finding has changed and tells their box. */
export class Extent {
  private left: number;
  private top: number;
  private right = -1;
  private bottom = -1;

  constructor(private readonly grid: FilmGrid) {
    this.left = grid.width;
    this.top = grid.height;
  }

  add(at: number): void {
    const px = at % this.grid.width;
    const py = (at - px) / this.grid.width;
    if (px < this.left) this.left = px;
    if (px > this.right) this.right = px;
    if (py < this.top) this.top = py;
    if (py > this.bottom) this.bottom = py;
  }

  /** Adds every pixel where `after` differs from `before` by more than `threshold` centimetres. */
  addChange(before: Float32Array, after: Float32Array, threshold: number): void {
    for (let at = 0; at < before.length; at += 1) {
      if (Math.abs(after[at]! - before[at]!) > threshold) this.add(at);
    }
  }

  box(): FractionBox {
    const { width, height } = this.grid;
    if (this.right < 0) throw new RangeError('A finding was drawn outside the film; it cannot have a box.');
    return [
      this.left / width,
      this.top / height,
      (this.right + 1 - this.left) / width,
      (this.bottom + 1 - this.top) / height,
    ];
  }
}
