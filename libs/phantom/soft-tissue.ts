import { bothSides, sampledCurve, smoothstep, torsoEdge } from './anatomy';
import type { RandomStream } from './random';
import type { Scene } from './scene';
import { smoothNoise } from './smooth-noise';

const { abs, pow, sqrt } = Math;

/** Torso, arms and breasts: elliptical chords front to back. */
export function drawBody(scene: Scene, random: RandomStream): void {
  const { anatomy, grid, body } = scene;
  const edge = sampledCurve(-16, 48, (y) => torsoEdge(anatomy, y));
  const depth = anatomy.lungDepth + 5.5 + 5 * anatomy.habitus;
  const fat = smoothNoise(random, 5);
  const thickness = sampledCurve(-16, 48, (y) => {
    const neck = 0.55 + 0.45 * smoothstep(-9, 4, y);
    return depth * neck * (1 + 0.06 * smoothstep(18, 30, y));
  });
  grid.forEachPixel(undefined, (at, x, y) => {
    const u = abs(x) / edge(y);
    if (u < 1) body[at] = thickness(y) * sqrt(1 - u * u * sqrt(u)) * (1 + 0.03 * fat(x, y));
  });
  drawArms(scene);
  if (anatomy.sex === 'F') drawBreasts(scene, random);
}

function drawArms(scene: Scene): void {
  const { anatomy, brush, body } = scene;
  const radius = 4.2 + 1.6 * anatomy.habitus;
  const shoulderX = anatomy.halfWidth + 4.4;
  for (const side of bothSides) {
    const spread = 1.5 + 5 * anatomy.armRaise;
    brush.draw(
      body,
      [
        { x: side * (shoulderX - 1), y: 2.6, radius: radius * 0.8 },
        { x: side * (shoulderX + 1.8 + spread * 0.2), y: 8, radius },
        { x: side * (shoulderX + 3.4 + spread), y: 22, radius: radius * 0.95 },
      ],
      { density: 0.5 },
    );
  }
}

function drawBreasts(scene: Scene, random: RandomStream): void {
  const { anatomy, grid, soft } = scene;
  const radius = 5 + 2 * anatomy.habitus + random.between(0, 0.8);
  const centreY = anatomy.lungHeight * random.between(0.66, 0.78);
  const thickness = 1.4 + 2.6 * anatomy.habitus;
  for (const side of bothSides) {
    const cx = side * anatomy.halfWidth * 0.62;
    const cy = centreY + random.normal(0, 0.4);
    const reach = { left: cx - radius, right: cx + radius, top: cy - radius * 1.4, bottom: cy + radius };
    grid.forEachPixel(reach, (at, x, y) => {
      const dy = (y - cy) / (y < cy ? radius * 1.4 : radius * 0.85);
      const q = ((x - cx) / radius) ** 2 + dy * dy;
      // The fold below is sharp, the upper slope runs out softly.
      if (q < 1) soft[at] = soft[at]! + thickness * pow(1 - q, dy < 0 ? 1.1 : 0.62);
    });
  }
}

/** Liver, stomach and bowel are soft tissue already; the stomach's bubble and some bowel gas are air. */
export function drawAbdominalGas(scene: Scene, random: RandomStream): void {
  const { anatomy, grid, air } = scene;
  const bubbles = [
    {
      x: anatomy.halfWidth * random.between(0.36, 0.5),
      y: anatomy.domeTop.left + random.between(1.7, 2.5),
      rx: random.between(1.6, 3),
      ry: random.between(0.8, 1.5),
      depth: random.between(2, 4.5),
    },
  ];
  for (let i = 0; i < 5; i += 1) {
    bubbles.push({
      x: anatomy.halfWidth * random.between(0.3, 0.85),
      y: anatomy.lungHeight + random.between(1.5, 6),
      rx: random.between(0.7, 1.6),
      ry: random.between(0.6, 1.3),
      depth: random.between(0.6, 2),
    });
  }
  for (const bubble of bubbles) {
    const reach = {
      left: bubble.x - bubble.rx * 1.2,
      right: bubble.x + bubble.rx * 1.2,
      top: bubble.y - bubble.ry * 1.2,
      bottom: bubble.y + bubble.ry * 1.2,
    };
    grid.forEachPixel(reach, (at, x, y) => {
      const q = ((x - bubble.x) / bubble.rx) ** 2 + ((y - bubble.y) / bubble.ry) ** 2;
      if (q < 1) air[at] = air[at]! + bubble.depth * pow(1 - q, 0.7);
    });
  }
}
