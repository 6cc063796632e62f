import type { SideSign } from './anatomy';
import { domeHeight, smoothstep } from './anatomy';
import { Extent } from './extent';
import { airLeft, bySize, signsOf, zoneRange } from './finding-place';
import type { FindingPainter } from './finding-painter';
import type { PatientBounds } from './film-grid';
import type { RandomStream } from './random';
import type { Scene } from './scene';

const { abs, exp, min } = Math;

function hemithorax(scene: Scene, side: SideSign): PatientBounds {
  const { halfWidth, lungHeight } = scene.anatomy;
  return {
    left: side < 0 ? -halfWidth - 1 : 0,
    right: side < 0 ? 0 : halfWidth + 1,
    top: 0,
    bottom: lungHeight + 5,
  };
}

/** Free fluid of an upright patient: it fills the angle and climbs the wall as a meniscus. */
export const paintEffusion: FindingPainter = (scene, finding, { random }) => {
  const extent = new Extent(scene.grid);
  for (const side of signsOf(finding.side)) {
    const dome = domeHeight(scene.anatomy, side, scene.anatomy.halfWidth * 0.42);
    const angle = scene.anatomy.lungHeight;
    const level = bySize(finding.size, {
      small: angle - random.between(0.6, 1.3),
      moderate: dome - random.between(0.4, 2.2),
      large: dome - random.between(5, 8),
    });
    const climb = bySize(finding.size, { small: 3, moderate: 3.6, large: 3.8 }) * random.between(0.85, 1.15);
    const spread = bySize(finding.size, { small: 1.7, moderate: 2.6, large: 3 });
    scene.grid.forEachPixel(hemithorax(scene, side), (at, x, y) => {
      const toWall = scene.contours.edge(y) - abs(x);
      if (toWall <= 0) return;
      const surface = level - climb * exp(-toWall / spread);
      const depth = smoothstep(-0.3, 2, y - surface);
      if (depth <= 0) return;
      const fluid = airLeft(scene, at) * depth;
      scene.filled[at] = scene.filled[at]! + fluid;
      if (fluid > 0.7) extent.add(at);
    });
  }
  return extent.box();
};

interface Collapse {
  side: SideSign;
  /** Share of the lung's width that is lost. */
  share: number;
  /** How far the apex has come down, in centimetres. */
  drop: number;
}

/** Air between lung and wall: a fine pleural line, nothing but black beyond it. */
export const paintPneumothorax: FindingPainter = (scene, finding, { random }) => {
  const extent = new Extent(scene.grid);
  for (const side of signsOf(finding.side)) {
    const collapse = {
      side,
      share: bySize(finding.size, { small: 0.085, moderate: 0.2, large: 0.44 }) * random.between(0.9, 1.1),
      drop: bySize(finding.size, { small: 2, moderate: 3.2, large: 4.6 }) * random.between(0.9, 1.1),
    };
    emptyPleuralSpace(scene, collapse, extent);
    drawPleuralLine(scene, collapse);
  }
  return extent.box();
};

function collapsedEdge(scene: Scene, collapse: Collapse, y: number): number {
  const { lungHeight } = scene.anatomy;
  const below = (y - collapse.drop) / (lungHeight - collapse.drop);
  if (below <= 0) return 0;
  const remaining = 1 - collapse.share * (1 - 0.35 * below * below);
  return scene.contours.edge(below * lungHeight) * remaining;
}

function emptyPleuralSpace(scene: Scene, collapse: Collapse, extent: Extent): void {
  const { lung, markings, filled, air, anatomy } = scene;
  scene.grid.forEachPixel(hemithorax(scene, collapse.side), (at, x, y) => {
    const depth = airLeft(scene, at);
    if (depth <= 0) return;
    if (abs(x) > collapsedEdge(scene, collapse, y)) {
      markings[at] = 0;
      air[at] = air[at]! + depth * anatomy.lungDensity;
      if (depth > 1.5) extent.add(at);
      return;
    }
    markings[at] = markings[at]! * (1 + 0.5 * collapse.share);
    filled[at] = filled[at]! + lung[at]! * 0.35 * collapse.share;
  });
}

function drawPleuralLine(scene: Scene, collapse: Collapse): void {
  const points = [];
  const dome = scene.anatomy.lungHeight - 3;
  for (let y = collapse.drop + 0.02; y < dome; y += y < collapse.drop + 1.5 ? 0.12 : 0.5) {
    points.push({ x: collapse.side * collapsedEdge(scene, collapse, y), y, radius: 0.075 });
  }
  const first = points[0]!;
  points.unshift({ x: collapse.side * 2.6, y: first.y + 0.1, radius: 0.06 });
  scene.brush.draw(scene.soft, points, { density: 8 });
}

/** A rind of pleura along the wall, or a cap over the apex. */
export const paintPleuralThickening: FindingPainter = (scene, finding, { random }) => {
  const extent = new Extent(scene.grid);
  const thick = bySize(finding.size, { small: 0.55, moderate: 0.9, large: 1.4 });
  for (const side of signsOf(finding.side)) {
    const band = rindRange(side, finding.zone === 'upper', random, zoneRange(scene, side, finding.zone));
    scene.grid.forEachPixel(hemithorax(scene, side), (at, x, y) => {
      const fade =
        smoothstep(band.top - 1, band.top + 0.8, y) * (1 - smoothstep(band.bottom - 0.8, band.bottom + 1, y));
      const toWall = scene.contours.edge(y) - abs(x);
      const within = fade > 0 && toWall > 0 ? 1 - smoothstep(0.75, 1.05, toWall / (thick * fade)) : 0;
      const covered = band.cap && y < thick * 1.4 ? 1 : within;
      if (covered <= 0) return;
      const rind = covered * min(4, airLeft(scene, at));
      scene.filled[at] = scene.filled[at]! + rind;
      if (rind > 0.7) extent.add(at);
    });
  }
  return extent.box();
};

function rindRange(
  side: SideSign,
  apical: boolean,
  random: RandomStream,
  zone: { top: number; bottom: number },
): { top: number; bottom: number; cap: boolean } {
  if (apical) return { top: -2, bottom: zone.bottom - random.between(0, 2), cap: true };
  return { top: zone.top - random.between(0, 1), bottom: zone.bottom + (side < 0 ? 0.6 : 1), cap: false };
}
