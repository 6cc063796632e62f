/** Left, top, width and height in one unit. */
export type Box = readonly [x: number, y: number, width: number, height: number];

/** Intersection over union (Jaccard 1901): 1 for equal boxes, 0 for boxes that do not meet. */
export function intersectionOverUnion(a: Box, b: Box): number {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a[2] * a[3] + b[2] * b[3] - shared);
}

export type SideOfPicture = 'left' | 'right' | 'bilateral';

/** A region across the middle is bilateral when its lesser half has this share of it, as in the product. */
const BALANCED = 0.35;

/**
 * The patient's side of one finding's boxes (fractions of a frontal film, the patient's right on its left): boxes
 * on either side, or one across the middle, are bilateral.
 */
export function sideOfBoxes(boxes: readonly Box[]): SideOfPicture {
  const rights = boxes.map(([x, , width]) => Math.min(1, Math.max(0, (0.5 - x) / width)));
  const crosses = rights.some((right) => Math.min(right, 1 - right) >= BALANCED);
  const sides = new Set(rights.map((right) => right > 0.5));
  if (crosses || sides.size > 1) return 'bilateral';
  return sides.has(true) ? 'right' : 'left';
}

/** Share of the picture that the boxes cover together, overlaps counted twice. */
export const areaOf = (boxes: readonly Box[]): number =>
  boxes.reduce((sum, [, , width, height]) => sum + width * height, 0);
