import { Extent } from './extent';
import { bySize, placeInLung, signsOf, zoneRange } from './finding-place';
import type { FindingPainter } from './finding-painter';
import type { RandomStream } from './random';
import type { Scene } from './scene';
import type { TubePoint } from './tube-brush';

interface Ball {
  x: number;
  y: number;
  radius: number;
}

/** A round, well-made opacity up to three centimetres. */
export const paintNodule: FindingPainter = (scene, finding, { random }) => {
  const radius =
    bySize(finding.size, { small: 0.62, moderate: 0.95, large: 1.35 }) * random.between(0.92, 1.08);
  const { x, y } = placeInLung(scene, finding, random, radius + 1.2);
  const balls = [{ x, y, radius }, lobe(random, { x, y, radius }, 0.75)];
  return paintBalls(scene, balls, 1.6);
};

/** Larger than three centimetres, lobulated. */
export const paintMass: FindingPainter = (scene, finding, { random }) => {
  const radius =
    bySize(finding.size, { small: 1.75, moderate: 2.3, large: 3.1 }) * random.between(0.94, 1.06);
  const { x, y } = placeInLung(scene, finding, random, radius + 0.6);
  const core = { x, y, radius: radius * 0.88 };
  const balls = [core, ...Array.from({ length: 5 }, () => lobe(random, core, random.between(0.45, 0.65)))];
  return paintBalls(scene, balls, 1);
};

function lobe(random: RandomStream, core: Ball, share: number): Ball {
  const angle = random.between(0, 2 * Math.PI);
  const offset = core.radius * (1.12 - share);
  return {
    x: core.x + offset * Math.cos(angle),
    y: core.y + offset * Math.sin(angle),
    radius: core.radius * share,
  };
}

function paintBalls(scene: Scene, balls: readonly Ball[], density: number) {
  const extent = new Extent(scene.grid);
  const bounds = {
    left: Math.min(...balls.map((ball) => ball.x - ball.radius)),
    right: Math.max(...balls.map((ball) => ball.x + ball.radius)),
    top: Math.min(...balls.map((ball) => ball.y - ball.radius)),
    bottom: Math.max(...balls.map((ball) => ball.y + ball.radius)),
  };
  scene.grid.forEachPixel(bounds, (at, x, y) => {
    let sum = 0;
    for (const ball of balls) {
      const q = ((x - ball.x) ** 2 + (y - ball.y) ** 2) / (ball.radius * ball.radius);
      if (q < 1) sum += (2 * ball.radius) ** 3 * Math.pow(1 - q, 1.2);
    }
    if (sum === 0) return;
    const chord = Math.cbrt(sum) * density;
    scene.filled[at] = scene.filled[at]! + chord;
    if (chord > 0.2) extent.add(at);
  });
  return extent.box();
}

/** Plate atelectasis: one to three dense lines, nearly horizontal, above the diaphragm. */
export const paintAtelectasis: FindingPainter = (scene, finding, { random }) => {
  const lines = bySize(finding.size, { small: 1, moderate: 2, large: 3 });
  const before = scene.filled.slice();
  for (const side of signsOf(finding.side)) {
    const { top, bottom } = zoneRange(scene, side, finding.zone);
    const start = finding.zone === 'lower' ? bottom - random.between(1.2, 2.6) : (top + bottom) / 2;
    const slope = random.between(-0.2, 0.2);
    for (let line = 0; line < lines; line += 1) {
      const y = start - line * random.between(1, 1.7);
      const length = bySize(finding.size, { small: 4, moderate: 5.5, large: 7 }) * random.between(0.85, 1.1);
      const outer = scene.contours.edge(y) - random.between(0.8, 2.5);
      const inner = Math.max(4.6, outer - length);
      plate(scene, {
        side,
        inner,
        outer,
        y,
        slope: slope + random.between(-0.05, 0.05),
        sag: random.between(-0.3, 0.3),
      });
    }
  }
  const extent = new Extent(scene.grid);
  extent.addChange(before, scene.filled, 0.4);
  return extent.box();
};

function plate(
  scene: Scene,
  line: { side: number; inner: number; outer: number; y: number; slope: number; sag: number },
): void {
  const points: TubePoint[] = Array.from({ length: 9 }, (_, i) => {
    const t = i / 8;
    const x = line.inner + (line.outer - line.inner) * t;
    const y = line.y + line.slope * (x - line.inner) + line.sag * Math.sin(Math.PI * t);
    return {
      x: line.side * x,
      y,
      radius: 0.1 + 0.2 * Math.sin(Math.PI * t),
      weight: 0.4 + Math.sin(Math.PI * t),
    };
  });
  scene.brush.draw(scene.filled, points, { density: 6 });
}

/** A net of coarse lines at the periphery. */
export const paintFibrosis: FindingPainter = (scene, finding, { random }) => {
  const strands = bySize(finding.size, { small: 70, moderate: 120, large: 190 });
  const before = scene.markings.slice();
  for (const side of signsOf(finding.side)) {
    const { top, bottom } = zoneRange(scene, side, finding.zone);
    for (let i = 0; i < strands; i += 1) {
      const y = random.between(top, bottom);
      const edge = scene.contours.edge(y);
      const x = edge - 0.3 - (edge - 5) * random.next() ** 1.6;
      drawStrand(scene, random, { x: side * x, y });
    }
  }
  const extent = new Extent(scene.grid);
  extent.addChange(before, scene.markings, 0.5);
  return extent.box();
};

function drawStrand(scene: Scene, random: RandomStream, from: { x: number; y: number }): void {
  const angle = random.between(0, Math.PI * 2);
  const length = random.between(0.5, 1.5);
  const middle = { x: from.x + (Math.cos(angle) * length) / 2, y: from.y + (Math.sin(angle) * length) / 2 };
  const turned = angle + random.normal(0, 0.5);
  scene.brush.draw(
    scene.markings,
    [
      { ...from, radius: 0.06 },
      { ...middle, radius: 0.09 },
      {
        x: middle.x + (Math.cos(turned) * length) / 2,
        y: middle.y + (Math.sin(turned) * length) / 2,
        radius: 0.05,
      },
    ],
    { density: 6 },
  );
}
