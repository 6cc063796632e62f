import type { FilmGrid } from './film-grid';

// Taken out of Math once: in a test runner's VM context every look-up of a global costs more than the sum it starts.
const { abs, ceil, floor, hypot, max, min, sqrt } = Math;

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

/** A stretch of tube in pixels. */
interface Segment {
  px: number;
  py: number;
  dx: number;
  dy: number;
  length: number;
  radius: number;
  radiusGain: number;
  weight: number;
  weightGain: number;
  reach: number;
}

/**
 * Adds tubes to a plane of thicknesses. Within one tube the segments' joints take the larger chord instead of
 * their sum; separate tubes add up, as shadows do.
 */
export class TubeBrush {
  private readonly scratch: Float32Array;
  private readonly rowLeft: Int32Array;
  private readonly rowRight: Int32Array;

  constructor(private readonly grid: FilmGrid) {
    this.scratch = grid.plane();
    this.rowLeft = new Int32Array(grid.height).fill(grid.width);
    this.rowRight = new Int32Array(grid.height).fill(-1);
  }

  draw(plane: Float32Array, points: readonly TubePoint[], style: TubeStyle): void {
    let top = this.grid.height;
    let bottom = -1;
    for (let i = 1; i < points.length; i += 1) {
      const segment = this.inPixels(points[i - 1]!, points[i]!);
      const first = max(0, floor(min(segment.py, segment.py + segment.dy) - segment.reach));
      const last = max(segment.py, segment.py + segment.dy) + segment.reach;
      const end = min(this.grid.height - 1, ceil(last));
      for (let row = first; row <= end; row += 1) this.sweepRow(segment, row, style.hollow ?? 0);
      top = min(top, first);
      bottom = max(bottom, end);
    }
    for (let row = top; row <= bottom; row += 1) this.settleRow(plane, row, style.density);
  }

  private inPixels(from: TubePoint, to: TubePoint): Segment {
    const scale = this.grid.pixelsPerCm;
    const a = this.grid.toPixel(from.x, from.y);
    const b = this.grid.toPixel(to.x, to.y);
    const dx = b.px - a.px;
    const dy = b.py - a.py;
    const weight = from.weight ?? 1;
    return {
      px: a.px,
      py: a.py,
      dx,
      dy,
      length: max(1e-3, hypot(dx, dy)),
      radius: from.radius * scale,
      radiusGain: (to.radius - from.radius) * scale,
      weight: weight / scale,
      weightGain: ((to.weight ?? 1) - weight) / scale,
      reach: max(max(from.radius, to.radius) * scale, 0.75) + 0.5,
    };
  }

  /** Takes the larger of what lies there and this segment's chord, along one row of pixels. */
  private sweepRow(segment: Segment, row: number, hollow: number): void {
    const { px, py, dx, dy, length } = segment;
    const lengthSquared = length * length;
    const oy = row + 0.5 - py;
    const { left, right } = this.span(segment, oy);
    for (let column = left; column <= right; column += 1) {
      const ox = column + 0.5 - px;
      const along = min(1, max(0, (ox * dx + oy * dy) / lengthSquared));
      const ex = ox - along * dx;
      const ey = oy - along * dy;
      const radius = segment.radius + segment.radiusGain * along;
      // A tube thinner than a pixel keeps its mass: wider by half a pixel, thinner along the beam.
      const drawn = radius > 0.75 ? radius : 0.75;
      const q = (ex * ex + ey * ey) / (drawn * drawn);
      if (q >= 1) continue;
      const weight = segment.weight + segment.weightGain * along;
      const chord = 2 * radius * (radius / drawn) * shellProfile(q, hollow) * weight;
      const at = row * this.grid.width + column;
      if (chord > this.scratch[at]!) this.scratch[at] = chord;
    }
    if (left < this.rowLeft[row]!) this.rowLeft[row] = left;
    if (right > this.rowRight[row]!) this.rowRight[row] = right;
  }

  /** The columns of a row that can lie within reach of the segment. */
  private span({ px, dx, dy, length, reach }: Segment, oy: number): { left: number; right: number } {
    let from = min(0, dx) - reach;
    let to = max(0, dx) + reach;
    if (abs(dy) > 1e-3) {
      const middle = (oy * dx) / dy;
      const half = (reach * length) / abs(dy);
      from = max(from, middle - half);
      to = min(to, middle + half);
    }
    return {
      left: max(0, floor(px + from - 0.5)),
      right: min(this.grid.width - 1, ceil(px + to - 0.5)),
    };
  }

  private settleRow(plane: Float32Array, row: number, density: number): void {
    const start = row * this.grid.width;
    const end = start + this.rowRight[row]!;
    for (let at = start + this.rowLeft[row]!; at <= end; at += 1) {
      const chord = this.scratch[at]!;
      if (chord === 0) continue;
      plane[at] = plane[at]! + chord * density;
      this.scratch[at] = 0;
    }
    this.rowLeft[row] = this.grid.width;
    this.rowRight[row] = -1;
  }
}

function shellProfile(q: number, hollow: number): number {
  const solid = sqrt(1 - q);
  if (hollow === 0) return solid;
  const inner = 1 - q / (hollow * hollow);
  return inner > 0 ? solid - 0.72 * hollow * sqrt(inner) : solid;
}
