import type { SideSign } from './anatomy';
import { domeHeight } from './anatomy';
import type { DrawnFinding, PhantomFindingSize, PhantomSide, PhantomZone } from './phantom-finding';
import type { RandomStream } from './random';
import type { Scene } from './scene';

/** The sides a finding is drawn on. */
export function signsOf(side: PhantomSide): readonly SideSign[] {
  if (side === 'left') return [1];
  if (side === 'right') return [-1];
  return [-1, 1];
}

export function bySize<T>(size: PhantomFindingSize, values: { small: T; moderate: T; large: T }): T {
  return size === 'none' ? values.moderate : values[size];
}

/** Height range of a zone of one lung, in centimetres below the apices. */
export function zoneRange(scene: Scene, side: SideSign, zone: PhantomZone): { top: number; bottom: number } {
  const { lungHeight, halfWidth } = scene.anatomy;
  const dome = domeHeight(scene.anatomy, side, halfWidth * 0.5);
  if (zone === 'upper') return { top: lungHeight * 0.13, bottom: lungHeight * 0.34 };
  if (zone === 'middle') return { top: lungHeight * 0.4, bottom: lungHeight * 0.58 };
  return { top: lungHeight * 0.64, bottom: dome - 0.4 };
}

/** A point in aerated lung, clear of heart and hilum, with `margin` centimetres to the wall. */
export function placeInLung(
  scene: Scene,
  finding: DrawnFinding,
  random: RandomStream,
  margin: number,
): { side: SideSign; x: number; y: number } {
  const side = signsOf(finding.side)[0]!;
  const { top, bottom } = zoneRange(scene, side, finding.zone);
  let best = { side, x: side * scene.anatomy.halfWidth * 0.6, y: (top + bottom) / 2 };
  let mostAir = -1;
  for (let attempt = 0; attempt < 24; attempt += 1) {
    const y = random.between(top, bottom);
    const reach = scene.contours.edge(y) - margin;
    const x = side * random.between(Math.min(4.4, reach * 0.6), reach);
    const air = aerated(scene, x, y);
    if (air > mostAir) {
      mostAir = air;
      best = { side, x, y };
    }
    if (air > 7.5) break;
  }
  return best;
}

function aerated(scene: Scene, x: number, y: number): number {
  const { px, py } = scene.grid.toPixel(x, y);
  const column = Math.round(px);
  const row = Math.round(py);
  if (column < 2 || row < 2 || column > scene.grid.width - 3 || row > scene.grid.height - 3) return -1;
  const at = row * scene.grid.width + column;
  return scene.lung[at]! - scene.filled[at]!;
}

/** Lung at a pixel that still holds air. */
export function airLeft(scene: Scene, at: number): number {
  return Math.max(0, scene.lung[at]! - scene.filled[at]!);
}
