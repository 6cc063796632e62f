const { ceil, floor, max, min } = Math;

/** A rectangle of the patient's frontal plane, in centimetres. */
export interface PatientBounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface FilmGeometry {
  width: number;
  height: number;
  pixelsPerCm: number;
  /** The patient's point under the middle of the film, in centimetres. */
  centre: { x: number; y: number };
  tiltRadians: number;
}

/**
 * The film as a grid over the patient's frontal plane. Patient coordinates are centimetres: x grows to the
 * image's right (the patient's left), y grows downwards from the lung apices, x = 0 is the midline.
 */
export class FilmGrid {
  readonly width: number;
  readonly height: number;
  readonly pixelsPerCm: number;
  private readonly cos: number;
  private readonly sin: number;
  private readonly centre: { x: number; y: number };

  constructor(geometry: FilmGeometry) {
    this.width = geometry.width;
    this.height = geometry.height;
    this.pixelsPerCm = geometry.pixelsPerCm;
    this.centre = geometry.centre;
    this.cos = Math.cos(geometry.tiltRadians);
    this.sin = Math.sin(geometry.tiltRadians);
  }

  plane(): Float32Array {
    return new Float32Array(this.width * this.height);
  }

  toPixel(x: number, y: number): { px: number; py: number } {
    const dx = (x - this.centre.x) * this.pixelsPerCm;
    const dy = (y - this.centre.y) * this.pixelsPerCm;
    return {
      px: this.width / 2 + this.cos * dx - this.sin * dy,
      py: this.height / 2 + this.sin * dx + this.cos * dy,
    };
  }

  /** Calls `visit` with the index and the patient coordinates of every pixel whose centre may lie in `bounds`. */
  forEachPixel(
    bounds: PatientBounds | undefined,
    visit: (index: number, x: number, y: number) => void,
  ): void {
    const { left, top, right, bottom } = this.pixelBounds(bounds);
    const stepX = this.cos / this.pixelsPerCm;
    const stepY = -this.sin / this.pixelsPerCm;
    for (let py = top; py < bottom; py += 1) {
      const dx = left + 0.5 - this.width / 2;
      const dy = py + 0.5 - this.height / 2;
      let x = this.centre.x + (this.cos * dx + this.sin * dy) / this.pixelsPerCm;
      let y = this.centre.y + (-this.sin * dx + this.cos * dy) / this.pixelsPerCm;
      const row = py * this.width;
      for (let px = left; px < right; px += 1) {
        visit(row + px, x, y);
        x += stepX;
        y += stepY;
      }
    }
  }

  private pixelBounds(bounds: PatientBounds | undefined) {
    if (!bounds) return { left: 0, top: 0, right: this.width, bottom: this.height };
    const corners = [
      this.toPixel(bounds.left, bounds.top),
      this.toPixel(bounds.right, bounds.top),
      this.toPixel(bounds.left, bounds.bottom),
      this.toPixel(bounds.right, bounds.bottom),
    ];
    const xs = corners.map((corner) => corner.px);
    const ys = corners.map((corner) => corner.py);
    return {
      left: max(0, floor(min(...xs))),
      top: max(0, floor(min(...ys))),
      right: min(this.width, ceil(max(...xs)) + 1),
      bottom: min(this.height, ceil(max(...ys)) + 1),
    };
  }
}
