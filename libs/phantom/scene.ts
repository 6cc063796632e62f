import type { Anatomy } from './anatomy';
import { domeHeight, lungDepthAt, lungEdge, sampledCurve } from './anatomy';
import type { FilmGrid } from './film-grid';
import { TubeBrush } from './tube-brush';

/** The lung's contours, sampled for speed. */
interface LungContours {
  edge(y: number): number;
  depth(y: number): number;
  domeRight(x: number): number;
  domeLeft(x: number): number;
}

/**
 * What the beam meets at each pixel, as centimetres of path. The detector turns it into exponential
 * attenuation; nothing here is a grey value.
 */
export interface Scene {
  grid: FilmGrid;
  anatomy: Anatomy;
  contours: LungContours;
  brush: TubeBrush;
  /** Body, skin to skin. */
  body: Float32Array;
  /** Aerated lung inside the body. */
  lung: Float32Array;
  /** Soft tissue or fluid that takes the place of lung. */
  filled: Float32Array;
  /** Vessels, which a collapsed lung takes along. */
  markings: Float32Array;
  /** Soft tissue that takes no lung's place (breast, line of pleura). */
  soft: Float32Array;
  bone: Float32Array;
  /** Air that takes the place of soft tissue (trachea, stomach, pleural air). */
  air: Float32Array;
  /** Optical depth of devices. */
  metal: Float32Array;
}

export function emptyScene(grid: FilmGrid, anatomy: Anatomy): Scene {
  return {
    grid,
    anatomy,
    contours: {
      edge: sampledCurve(-1, 40, (y) => lungEdge(anatomy, y)),
      depth: sampledCurve(-1, 40, (y) => lungDepthAt(anatomy, y)),
      domeRight: sampledCurve(0, 24, (x) => domeHeight(anatomy, -1, x)),
      domeLeft: sampledCurve(0, 24, (x) => domeHeight(anatomy, 1, x)),
    },
    brush: new TubeBrush(grid),
    body: grid.plane(),
    lung: grid.plane(),
    filled: grid.plane(),
    markings: grid.plane(),
    soft: grid.plane(),
    bone: grid.plane(),
    air: grid.plane(),
    metal: grid.plane(),
  };
}
