import { sampleAnatomy, smoothstep } from './anatomy';
import { drawMarks } from './burned-in-marks';
import type { PhantomImage } from './chest-phantom';
import { expose, sampleExposure } from './detector';
import { FilmGrid } from './film-grid';
import type { RandomStream } from './random';
import { randomStream } from './random';
import type { Scene } from './scene';
import { emptyScene } from './scene';

export const otherPhantomKinds = ['hand', 'lateral-chest', 'blank'] as const;
export type OtherPhantomKind = (typeof otherPhantomKinds)[number];

/** Films that a reader of frontal chest films must refuse: a hand, a lateral chest, an exposed plate with nothing on it. */
export function drawOtherPhantom(
  kind: OtherPhantomKind,
  options: { seed: number; size?: number; mark?: boolean },
): PhantomImage {
  const { seed, size = 1024, mark = true } = options;
  const random = randomStream(seed, kind);
  const heightCm = kind === 'hand' ? 24 : 40;
  const pixelsPerCm = size / heightCm;
  const grid = new FilmGrid({
    width: Math.round(size * (kind === 'hand' ? 0.75 : 0.86)),
    height: size,
    pixelsPerCm,
    centre: { x: 0, y: kind === 'hand' ? 0 : 13 },
    tiltRadians: random.normal(0, 0.03),
  });
  const scene = emptyScene(grid, sampleAnatomy(seed, 'PA'));
  if (kind === 'hand') drawHand(scene, random);
  if (kind === 'lateral-chest') drawLateralChest(scene);
  const exposure = {
    ...sampleExposure(randomStream(seed, 'exposure'), 'PA'),
    brightness: kind === 'hand' ? 1.7 : 0,
  };
  const pixels = expose(scene, exposure, seed ^ 0x2545f491);
  drawMarks(pixels, grid, { random: randomStream(seed, 'marks'), view: 'PA', phantomMark: mark });
  return { width: grid.width, height: grid.height, pixels, pixelSpacingCm: 1 / pixelsPerCm };
}

/** Direction of each ray of the hand from the wrist (degrees from upright), and the lengths of its bones. */
const rays = [
  { degrees: 42, bones: [4.2, 3.1, 2.4] },
  { degrees: 14, bones: [6.3, 4, 2.4, 1.8] },
  { degrees: 2, bones: [6.2, 4.5, 2.8, 1.9] },
  { degrees: -9, bones: [5.6, 4.2, 2.7, 1.9] },
  { degrees: -21, bones: [5.1, 3.3, 2, 1.7] },
] as const;

function drawHand(scene: Scene, random: RandomStream): void {
  const { brush, body, bone } = scene;
  const wrist = { x: 0, y: 6 };
  brush.draw(
    body,
    [
      { ...wrist, y: 16, radius: 3 },
      { ...wrist, radius: 2.9 },
      { x: 0.4, y: 0.5, radius: 4.1 },
    ],
    { density: 0.5 },
  );
  for (const [x, radius] of [
    [-0.9, 0.75],
    [1, 0.85],
  ] as const) {
    brush.draw(
      bone,
      [
        { x, y: 16, radius },
        { x, y: 6.6, radius: radius * 1.25 },
      ],
      { density: 0.9, hollow: 0.75 },
    );
  }
  for (let carpal = 0; carpal < 8; carpal += 1) {
    const at = { x: -1.8 + (carpal % 4) * 1.2, y: 5.6 - Math.floor(carpal / 4) * 1.2, radius: 0.66 };
    brush.draw(bone, [at, { ...at, x: at.x + random.between(0, 0.2) }], { density: 0.8, hollow: 0.6 });
  }
  for (const ray of rays) drawRay(scene, ray);
}

function drawRay(scene: Scene, ray: { degrees: number; bones: readonly number[] }): void {
  const { brush, body, bone } = scene;
  const angle = (ray.degrees * Math.PI) / 180;
  let x = Math.sin(angle) * 3;
  let y = 6 - Math.cos(angle) * 2.6;
  const start = { x, y };
  ray.bones.forEach((length, index) => {
    const end = { x: x + Math.sin(angle) * length, y: y - Math.cos(angle) * length };
    const thick = 0.52 - 0.07 * index;
    const along = (t: number, radius: number) => ({ x: x + (end.x - x) * t, y: y + (end.y - y) * t, radius });
    brush.draw(
      bone,
      [
        along(0.04, thick * 1.25),
        along(0.3, thick * 0.8),
        along(0.7, thick * 0.78),
        along(0.95, thick * 1.15),
      ],
      {
        density: 1,
        hollow: 0.72,
      },
    );
    ({ x, y } = end);
  });
  brush.draw(
    body,
    [
      { ...start, radius: 1.1 },
      { x, y, radius: 0.85 },
    ],
    { density: 0.9 },
  );
}

/** Seen from the side: spine behind, sternum in front, heart low and forward, both domes. */
function drawLateralChest(scene: Scene): void {
  const { grid, body, lung, filled, brush, bone } = scene;
  grid.forEachPixel(undefined, (at, x, y) => {
    const half = 11.5 + 2 * smoothstep(0, 20, y) - 5 * smoothstep(2, -8, y);
    const u = x / half;
    if (u * u < 1) body[at] = 30 * Math.pow(1 - u * u, 0.35);
    const front = 4 + 5.5 * smoothstep(0, 14, y);
    const behind = -9.5 + 4 * smoothstep(6, 0, y);
    const v = (2 * x - front - behind) / (front - behind);
    const dome = 20 + 0.03 * (x - 2) ** 2 + (x < -3 ? 0.06 * (x + 3) ** 2 : 0);
    if (y > 0 && v * v < 1 && y < dome) lung[at] = 22 * Math.sqrt(1 - v * v) * smoothstep(0, 5, y);
    const q = ((x - 3.6) / 4.4) ** 2 + ((y - 15.5) / 5.6) ** 2;
    if (q < 1) filled[at] = 13 * Math.sqrt(1 - q);
  });
  for (let level = 0; level < 15; level += 1) {
    const centre = { x: -7.2 - 1.1 * Math.sin(level / 4), y: -3 + level * 2.3 };
    brush.draw(
      bone,
      [
        { ...centre, radius: 1 },
        { x: centre.x + 1.5, y: centre.y, radius: 1 },
      ],
      { density: 0.8, hollow: 0.8 },
    );
  }
  for (let rib = 0; rib < 9; rib += 1) {
    const y = 1 + rib * 2.2;
    brush.draw(
      bone,
      [
        { x: -8, y, radius: 0.5 },
        { x: 0, y: y + 3.5, radius: 0.5 },
        { x: 7, y: y + 7, radius: 0.5 },
      ],
      { density: 0.4, hollow: 0.8 },
    );
  }
  brush.draw(
    bone,
    [
      { x: 5.4, y: 2.5, radius: 0.6 },
      { x: 9.4, y: 15, radius: 0.6 },
    ],
    { density: 0.9, hollow: 0.7 },
  );
}
