import type { Box } from '@wetread/contracts';
import { applyInverse, boxHolds, type Point } from './affine';
import type { FilmState } from './film-viewer';

/** A sentence's evidence on the film that is shown. Boxes are fractions of the image. */
export interface Region {
  readonly sentenceId: string;
  readonly box: Box;
  readonly label: string;
  readonly critical: boolean;
  /** Findings said to be present keep a faint outline; those said to be absent show only when asked for. */
  readonly quiet: boolean;
}

/** The smallest region under a point of the canvas: small ones lie on top of large ones. */
export function regionAt(regions: readonly Region[], state: FilmState, canvasPoint: Point): Region | null {
  const image = applyInverse(state.imageToCanvas, canvasPoint);
  if (!image) return null;
  const place: Point = [image[0] / state.columns, image[1] / state.rows];
  const under = regions.filter((region) => !region.quiet && boxHolds(region.box, place));
  return under.toSorted((one, other) => area(one.box) - area(other.box))[0] ?? null;
}

const area = ([, , width, height]: Box): number => width * height;
