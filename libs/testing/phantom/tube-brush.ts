import type { FilmGrid } from './film-grid';

export interface TubePoint {
  x: number;
  y: number;
  /** Centimetres. */
  radius: number;
  /** Factor on the chord: a rib seen end-on is longer along the beam. */
  weight?: number;
}

export interface TubeStyle {
  /** Factor on the chord through the tube; negative takes away. */
  density: number;
  /** Share of the radius that is hollow marrow (0 = solid). */
  hollow?: number;
}

/**
 * Adds tubes to a plane of thicknesses. Within one tube the segments' joints take the larger chord instead of
 * their sum; separate tubes add up, as shadows do.
 */
export class TubeBrush {
  private readonly scratch: Float32Array;

  constructor(private readonly grid: FilmGrid) {
    this.scratch = grid.plane();
  }

  draw(plane: Float32Array, points: readonly TubePoint[], style: TubeStyle): void {
    const extent = { left: this.grid.width, top: this.grid.height, right: -1, bottom: -1 };
    for (let i = 1; i < points.length; i += 1) this.segment(points[i - 1]!, points[i]!, style, extent);
    for (let py = extent.top; py <= extent.bottom; py += 1) {
      for (let at = py * this.grid.width + extent.left; at <= py * this.grid.width + extent.right; at += 1) {
        const chord = this.scratch[at]!;
        if (chord === 0) continue;
        plane[at] = plane[at]! + chord * style.density;
        this.scratch[at] = 0;
      }
    }
  }

  private segment(
    from: TubePoint,
    to: TubePoint,
    style: TubeStyle,
    extent: { left: number; top: number; right: number; bottom: number },
  ): void {
    const { width, height, pixelsPerCm } = this.grid;
    const a = this.grid.toPixel(from.x, from.y);
    const b = this.grid.toPixel(to.x, to.y);
    const reach = Math.max(from.radius, to.radius) * pixelsPerCm + 1;
    const left = Math.max(0, Math.floor(Math.min(a.px, b.px) - reach));
    const right = Math.min(width - 1, Math.ceil(Math.max(a.px, b.px) + reach));
    const top = Math.max(0, Math.floor(Math.min(a.py, b.py) - reach));
    const bottom = Math.min(height - 1, Math.ceil(Math.max(a.py, b.py) + reach));
    if (left > right || top > bottom) return;
    const dx = b.px - a.px;
    const dy = b.py - a.py;
    const lengthSquared = Math.max(1e-6, dx * dx + dy * dy);
    const hollow = style.hollow ?? 0;
    for (let py = top; py <= bottom; py += 1) {
      for (let px = left; px <= right; px += 1) {
        const ox = px + 0.5 - a.px;
        const oy = py + 0.5 - a.py;
        const along = Math.min(1, Math.max(0, (ox * dx + oy * dy) / lengthSquared));
        const ex = ox - along * dx;
        const ey = oy - along * dy;
        const radius = (from.radius + (to.radius - from.radius) * along) * pixelsPerCm;
        // A tube thinner than a pixel keeps its mass: wider by half a pixel, thinner along the beam.
        const drawn = Math.max(radius, 0.75);
        const q = (ex * ex + ey * ey) / (drawn * drawn);
        if (q >= 1) continue;
        const weight = (from.weight ?? 1) + ((to.weight ?? 1) - (from.weight ?? 1)) * along;
        const chord = (2 * radius * (radius / drawn) * shellProfile(q, hollow) * weight) / pixelsPerCm;
        const at = py * width + px;
        if (chord > this.scratch[at]!) this.scratch[at] = chord;
      }
    }
    extent.left = Math.min(extent.left, left);
    extent.right = Math.max(extent.right, right);
    extent.top = Math.min(extent.top, top);
    extent.bottom = Math.max(extent.bottom, bottom);
  }
}

function shellProfile(q: number, hollow: number): number {
  const solid = Math.sqrt(1 - q);
  if (hollow === 0) return solid;
  const inner = 1 - q / (hollow * hollow);
  return inner > 0 ? solid - 0.72 * hollow * Math.sqrt(inner) : solid;
}
