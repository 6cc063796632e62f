import type { SideSign } from './anatomy';
import { bothSides } from './anatomy';
import type { RandomStream } from './random';
import type { Scene } from './scene';
import type { TubePoint } from './tube-brush';

const { abs, cos, hypot, max, min, pow, sin, sqrt } = Math;

export function drawSkeleton(scene: Scene, random: RandomStream): void {
  drawSpine(scene, random);
  for (const side of bothSides) {
    for (let rib = 1; rib <= 11; rib += 1) drawRib(scene, random, side, rib);
    drawClavicle(scene, random, side);
    drawShoulder(scene, random, side);
  }
}

/** One rib as an arc in space: behind, around, and down to the front; seen end-on it is longer along the beam. */
function drawRib(scene: Scene, random: RandomStream, side: SideSign, rib: number): void {
  const { anatomy, contours, brush, bone } = scene;
  const behindY = -1.3 + (rib - 1) * anatomy.ribSpacing + random.normal(0, 0.12);
  const drop = (rib === 1 ? 4.6 : 7.6 + min(rib, 8) * 0.5) + random.normal(0, 0.2);
  const widest = rib === 1 ? anatomy.halfWidth * 0.47 : contours.edge(behindY + drop * 0.46) + 0.35;
  const width = (rib === 1 ? 0.55 : 0.56) + random.normal(0, 0.03);
  const turn = (degrees: number): TubePoint & { depth: number } => {
    const angle = (degrees * Math.PI) / 180;
    const inner = degrees < 90 ? 1.9 : widest * 0.12;
    const x = inner + (widest - inner) * sin(angle);
    const down = pow((1 - cos(angle)) / 2, 1.12);
    const y = behindY + drop * down - 0.75 * sin(2 * angle) * (degrees < 90 ? 1 : 0.4);
    const mass = degrees < 90 ? 1 : 0.72;
    const lift = anatomy.rotation * 0.25 * cos(angle);
    return {
      x: side * x + lift,
      y,
      radius: width * (0.86 + 0.2 * sin(angle / 2)),
      weight: mass,
      depth: cos(angle) * widest * 0.72,
    };
  };
  const frontEnd = rib <= 2 ? 142 : rib <= 7 ? 150 - rib : 126 - (rib - 8) * 9;
  brush.draw(bone, endOn(arc(turn, 4, 96)), { density: rib === 1 ? 0.5 : 0.68, hollow: 0.82 });
  if (rib <= 10)
    brush.draw(bone, endOn(arc(turn, 84, frontEnd)), { density: rib === 1 ? 0.5 : 0.55, hollow: 0.8 });
}

function arc<T>(point: (degrees: number) => T, from: number, to: number): T[] {
  const steps = 18;
  return Array.from({ length: steps + 1 }, (_, i) => point(from + ((to - from) * i) / steps));
}

function endOn(points: readonly (TubePoint & { depth: number })[]): TubePoint[] {
  return points.map((point, i) => {
    const before = points[max(0, i - 1)]!;
    const after = points[min(points.length - 1, i + 1)]!;
    const flat = hypot(after.x - before.x, after.y - before.y);
    const spatial = hypot(flat, after.depth - before.depth);
    return {
      ...point,
      weight: (point.weight ?? 1) * min(1.02, sqrt(spatial / max(0.01, flat))),
    };
  });
}

function drawSpine(scene: Scene, random: RandomStream): void {
  const { anatomy } = scene;
  let y = -9;
  for (let level = 0; y < anatomy.lungHeight + 12; level += 1) {
    const height = 1.55 + 0.058 * level;
    const half = 1.25 + 0.055 * level;
    const x = anatomy.rotation * 0.4 + random.normal(0, 0.03);
    drawVertebra(scene, { x, y: y + height / 2, half, height });
    y += height + 0.3 + 0.012 * level;
  }
}

function drawVertebra(scene: Scene, body: { x: number; y: number; half: number; height: number }): void {
  const { grid, bone, brush } = scene;
  const bounds = {
    left: body.x - body.half - 0.2,
    right: body.x + body.half + 0.2,
    top: body.y - body.height / 2,
    bottom: body.y + body.height / 2,
  };
  grid.forEachPixel(bounds, (at, x, y) => {
    const v = (2 * (y - body.y)) / body.height;
    const u = (x - body.x) / (body.half * (0.93 + 0.07 * v * v));
    if (u * u >= 1 || v * v >= 1) return;
    const rim = max((v * v) ** 6, 0.7 * (u * u) ** 5);
    bone[at] = bone[at]! + (0.42 + 0.5 * rim) * pow(1 - u * u, 0.45) * pow(1 - v * v, 0.12);
  });
  for (const side of bothSides) {
    const pedicle = { x: body.x + side * body.half * 0.6, y: body.y - body.height * 0.12 };
    brush.draw(
      bone,
      [
        { ...pedicle, radius: 0.34 },
        { x: pedicle.x, y: pedicle.y + 0.25, radius: 0.3 },
      ],
      { density: 0.6, hollow: 0.7 },
    );
    brush.draw(
      bone,
      [
        { x: body.x + side * body.half * 0.8, y: body.y - 0.1, radius: 0.42 },
        { x: body.x + side * (body.half + 1.3), y: body.y - 0.45, radius: 0.36 },
      ],
      { density: 0.4, hollow: 0.6 },
    );
  }
  brush.draw(
    bone,
    [
      { x: body.x, y: body.y + body.height * 0.25, radius: 0.26 },
      { x: body.x, y: body.y + body.height * 0.62, radius: 0.3 },
    ],
    { density: 0.9 },
  );
}

function drawClavicle(scene: Scene, random: RandomStream, side: SideSign): void {
  const { anatomy, brush, bone } = scene;
  const base = 3 + random.normal(0, 0.25) - (anatomy.scapulaInset > 1 ? 1.1 : 0);
  const rise = random.between(1.4, 2.6);
  const inner = 1.9 + anatomy.rotation * 0.9 * side;
  const tip = anatomy.halfWidth + 2.6;
  const points = Array.from({ length: 17 }, (_, i) => {
    const t = i / 16;
    const x = inner + (tip - inner) * t;
    const y = base - rise * t - 0.65 * sin(t * Math.PI * 1.75);
    return { x: side * x, y, radius: 0.78 - 0.55 * t * (1 - t) * 1.6 };
  });
  brush.draw(bone, points, { density: 0.95, hollow: 0.78 });
}

function drawShoulder(scene: Scene, random: RandomStream, side: SideSign): void {
  const { anatomy, brush, bone, grid } = scene;
  const medial = anatomy.halfWidth - anatomy.scapulaInset - 1.2 + random.normal(0, 0.3);
  const lateral = anatomy.halfWidth + 3.2;
  const top = 0.4 + random.normal(0, 0.3);
  const bottom = top + 12.5 + random.normal(0, 0.5);
  const tipX = medial + 0.9;
  const bounds = {
    left: side < 0 ? -lateral : medial - 0.5,
    right: side < 0 ? -medial + 0.5 : lateral,
    top,
    bottom,
  };
  grid.forEachPixel(bounds, (at, x, y) => {
    const t = (y - top) / (bottom - top);
    const from = medial + 0.9 * t * t;
    const to = lateral - (lateral - tipX) * pow(t, 0.75);
    const along = abs(x);
    if (along > from && along < to && t > 0 && t < 1) bone[at] = bone[at]! + 0.3;
  });
  const edge = (x: number, y: number, radius: number) => ({ x: side * x, y, radius });
  brush.draw(
    bone,
    [edge(medial, top, 0.2), edge(medial + 0.2, top + 5, 0.18), edge(tipX, bottom - 0.3, 0.3)],
    { density: 0.7 },
  );
  brush.draw(
    bone,
    [edge(lateral, top + 1.5, 0.5), edge(medial + 2.6, top + 8, 0.42), edge(tipX, bottom, 0.3)],
    { density: 0.6, hollow: 0.6 },
  );
  brush.draw(
    bone,
    [edge(medial, top + 2.2, 0.3), edge(lateral - 1, top + 0.4, 0.5), edge(lateral + 2.2, top - 1.6, 0.7)],
    { density: 0.45, hollow: 0.6 },
  );
  const head = { x: lateral + 1.9, y: top + 1.4 };
  brush.draw(bone, [edge(head.x, head.y, 2.25), edge(head.x + 0.5, head.y + 0.6, 2.2)], {
    density: 0.5,
    hollow: 0.88,
  });
  brush.draw(
    bone,
    [
      edge(head.x + 0.6, head.y + 1.4, 1.5),
      edge(head.x + 1.5 + anatomy.armRaise, head.y + 6, 1.15),
      edge(head.x + 3 + 4 * anatomy.armRaise, head.y + 20, 1.1),
    ],
    { density: 0.9, hollow: 0.8 },
  );
}
