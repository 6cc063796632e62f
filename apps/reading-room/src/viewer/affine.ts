import type { Box } from '@wetread/contracts';
import type { Affine } from './film-viewer';

export type Point = readonly [number, number];

/** The affine map that sends (0,0), (1,0) and (0,1) to the three given points. */
export function affineFromCorners(origin: Point, right: Point, down: Point): Affine {
  return {
    a: right[0] - origin[0],
    b: right[1] - origin[1],
    c: down[0] - origin[0],
    d: down[1] - origin[1],
    e: origin[0],
    f: origin[1],
  };
}

export function apply(m: Affine, [x, y]: Point): Point {
  return [m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f];
}

/** The way back, from canvas to image; null when the map is flat. */
export function applyInverse(m: Affine, [x, y]: Point): Point | null {
  const determinant = m.a * m.d - m.b * m.c;
  if (Math.abs(determinant) < 1e-12) return null;
  const dx = x - m.e;
  const dy = y - m.f;
  return [(m.d * dx - m.c * dy) / determinant, (m.a * dy - m.b * dx) / determinant];
}

export function svgMatrix(m: Affine): string {
  return `matrix(${m.a} ${m.b} ${m.c} ${m.d} ${m.e} ${m.f})`;
}

/** True when a point, in fractions of the image, lies in the box. */
export function boxHolds([x, y, width, height]: Box, [px, py]: Point): boolean {
  return px >= x && px <= x + width && py >= y && py <= y + height;
}
