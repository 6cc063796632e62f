import { sampledCurve, smoothstep } from './anatomy';
import { Extent } from './extent';
import type { FractionBox } from './phantom-finding';
import type { RandomStream } from './random';
import type { Scene } from './scene';

const { cbrt, max, pow, sqrt } = Math;

interface Ellipsoid {
  x: number;
  y: number;
  rx: number;
  ry: number;
  depth: number;
  /** Radians, clockwise on the film. */
  lean: number;
}

/** Heart, great vessels, soft column between the lungs, trachea. Returns the heart's box. */
export function drawMediastinum(scene: Scene, random: RandomStream): FractionBox {
  drawColumn(scene, random);
  drawGreatVessels(scene);
  const box = drawHeart(scene);
  drawTrachea(scene, random);
  return box;
}

function drawColumn(scene: Scene, random: RandomStream): void {
  const { anatomy, grid, filled } = scene;
  const { archY } = anatomy.aorta;
  const wide = 0.35 * anatomy.habitus + random.between(0, 0.3);
  const right = sampledCurve(
    -2,
    40,
    (y) => 1.9 + wide + 0.9 * smoothstep(4, -1, y) + 0.3 * smoothstep(archY, archY + 5, y),
  );
  const left = sampledCurve(
    -2,
    40,
    (y) => 1.8 + wide + 1.2 * smoothstep(4.5, -1, y) + 0.2 * smoothstep(archY, archY + 4, y),
  );
  // Below the great vessels the column is oesophagus and fat only; the heart adds its own depth.
  const thickness = sampledCurve(-2, 40, (y) => 10 - 4.5 * smoothstep(archY + 2, archY + 6, y));
  const bounds = { left: -6, right: 6, top: -1, bottom: anatomy.lungHeight + 6 };
  const shift = anatomy.rotation;
  grid.forEachPixel(bounds, (at, x, y) => {
    const u = (x - shift) / (x < shift ? right(y) : left(y));
    if (u * u < 1) filled[at] = filled[at]! + thickness(y) * pow(1 - u * u, 0.65);
  });
}

function drawGreatVessels(scene: Scene): void {
  const { anatomy, brush, filled } = scene;
  const { archY, knobRadius } = anatomy.aorta;
  const x = anatomy.rotation;
  const unfold = 0.5 * anatomy.age;
  addEllipsoid(scene, {
    x: x + 1.75 + 0.3 * unfold,
    y: archY,
    rx: knobRadius,
    ry: knobRadius * 1.05,
    depth: 7,
    lean: 0,
  });
  addEllipsoid(scene, { x: x + 1.9, y: archY + 3.3, rx: 1.9, ry: 2, depth: 6, lean: -0.3 });
  addEllipsoid(scene, { x: x - 1.3 - 0.6 * unfold, y: archY + 3, rx: 1.7, ry: 4.2, depth: 5, lean: 0.05 });
  brush.draw(
    filled,
    [
      { x: x + 1.9 + unfold, y: archY, radius: 1.1 },
      { x: x + 2 + unfold, y: archY + 6, radius: 1.15 },
      { x: x + 1.1, y: anatomy.lungHeight + 1, radius: 1.1 },
    ],
    { density: 1 },
  );
}

/** Left ventricle, right atrium and outflow as ellipsoids; chords join smoothly. */
function heartParts(scene: Scene): Ellipsoid[] {
  const { heart, rotation } = scene.anatomy;
  const k = heart.scale;
  const x = heart.centreX + rotation;
  const y = heart.centreY;
  return [
    {
      x: x + 0.95 * k,
      y: y + 1.1 * k,
      rx: 6.2 * k,
      ry: 4.3 * k,
      depth: 11.5 * k,
      lean: 0.5 + heart.elevation,
    },
    { x: x - 2.7 * k, y: y + 0.6 * k, rx: 3.15 * k, ry: 4.1 * k, depth: 8 * k, lean: 0.08 },
    { x: x + 0.3 * k, y: y - 2.5 * k, rx: 3.4 * k, ry: 4 * k, depth: 8 * k, lean: -0.15 },
  ];
}

function drawHeart(scene: Scene): FractionBox {
  const { grid, anatomy, contours, filled } = scene;
  const parts = heartParts(scene).map(ellipsoidChord);
  const reach = 9 * anatomy.heart.scale + 1;
  const cx = anatomy.heart.centreX + anatomy.rotation;
  const cy = anatomy.heart.centreY;
  const bounds = { left: cx - reach, right: cx + reach, top: cy - reach, bottom: cy + reach };
  const extent = new Extent(grid);
  grid.forEachPixel(bounds, (at, x, y) => {
    let sum = 0;
    for (const part of parts) {
      const chord = part(x, y);
      sum += chord * chord * chord;
    }
    if (sum === 0) return;
    const chord = cbrt(sum);
    filled[at] = filled[at]! + chord;
    // The box is of what a reader sees: the part below the diaphragm has no border.
    const dome = x < 0 ? contours.domeRight(-x) : contours.domeLeft(x);
    if (chord < 0.4 || y > dome + 0.8) return;
    extent.add(at);
  });
  return extent.box();
}

function addEllipsoid(scene: Scene, part: Ellipsoid): void {
  const reach = max(part.rx, part.ry);
  const bounds = { left: part.x - reach, right: part.x + reach, top: part.y - reach, bottom: part.y + reach };
  const chordAt = ellipsoidChord(part);
  scene.grid.forEachPixel(bounds, (at, x, y) => {
    const chord = chordAt(x, y);
    if (chord > 0) scene.filled[at] = scene.filled[at]! + chord;
  });
}

/** Length of the beam's way through an ellipsoid as a function of the point on the film. */
function ellipsoidChord(part: Ellipsoid): (x: number, y: number) => number {
  const cos = Math.cos(part.lean);
  const sin = Math.sin(part.lean);
  return (x, y) => {
    const dx = x - part.x;
    const dy = y - part.y;
    const u = (cos * dx + sin * dy) / part.rx;
    const v = (-sin * dx + cos * dy) / part.ry;
    const q = u * u + v * v;
    return q < 1 ? part.depth * sqrt(1 - q) : 0;
  };
}

function drawTrachea(scene: Scene, random: RandomStream): void {
  const { anatomy, brush, air } = scene;
  const x = anatomy.rotation * 0.8;
  const carina = anatomy.aorta.archY + 2.6;
  const radius = (anatomy.sex === 'F' ? 0.78 : 0.92) + random.normal(0, 0.04);
  brush.draw(
    air,
    [
      { x: x * 0.3, y: -12, radius: radius * 1.2 },
      { x: x * 0.5, y: -4, radius },
      { x: x - 0.25, y: anatomy.aorta.archY, radius },
      { x: x - 0.2, y: carina, radius },
      { x: x - 3, y: carina + 2.1, radius: radius * 0.62 },
    ],
    { density: 1.6 },
  );
  brush.draw(
    air,
    [
      { x: x + 0.75, y: carina + 0.55, radius: radius * 0.62 },
      { x: x + 4, y: carina + 2.2, radius: radius * 0.55 },
    ],
    { density: 1.4 },
  );
}
