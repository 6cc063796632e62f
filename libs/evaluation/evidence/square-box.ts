import type { Box } from '../measures/overlap';

/**
 * A box in fractions of the encoder's letterboxed square, as the manifest states search regions, in fractions of a
 * picture of that shape; cut at its edges.
 */
export function boxOfPicture([x, y, width, height]: Box, picture: { width: number; height: number }): Box {
  const longest = Math.max(picture.width, picture.height);
  const along = (value: number, length: number): number =>
    Math.min(1, Math.max(0, (value * longest - (longest - length) / 2) / length));
  const [left, right] = [along(x, picture.width), along(x + width, picture.width)];
  const [top, bottom] = [along(y, picture.height), along(y + height, picture.height)];
  return [left, top, right - left, bottom - top];
}
