import type { SideSign } from './anatomy';
import { bothSides, smoothstep, wobble } from './anatomy';
import type { RandomStream } from './random';
import type { Scene } from './scene';
import { smoothNoise } from './smooth-noise';

const { abs, cos, exp, max, pow, sin, sqrt } = Math;

/** Aerated lung: deep in the middle, none at the wall, a thin recess behind the diaphragm. */
export function drawLungs(scene: Scene, random: RandomStream): void {
  const { anatomy, grid, contours, lung } = scene;
  const texture = smoothNoise(random, 0.7);
  const coarse = smoothNoise(random, 2.6);
  const domeWobble = { right: wobble(random, 0.05, 7), left: wobble(random, 0.05, 7) };
  const bounds = {
    left: -anatomy.halfWidth - 1,
    right: anatomy.halfWidth + 1,
    top: 0,
    bottom: anatomy.lungHeight + 5,
  };
  grid.forEachPixel(bounds, (at, x, y) => {
    const distance = abs(x);
    const u = distance / contours.edge(y);
    if (u >= 1) return;
    const across = sqrt(1 - u * u * u) * (0.3 + 0.7 * smoothstep(0, 3, distance));
    const dome =
      x < 0
        ? contours.domeRight(distance) + domeWobble.right(x)
        : contours.domeLeft(distance) + domeWobble.left(x);
    const grain = 1 + 0.035 * texture(x, y) + 0.04 * coarse(x, y);
    // The cupola is round: away from its crest the lung begins lower.
    const apex = y < 5 ? 0.2 * (distance - 3.9) ** 2 * (1 - smoothstep(0, 5, y)) : 0;
    lung[at] = contours.depth(y - apex) * across * aboveDiaphragm(y - dome, distance) * grain;
  });
}

function aboveDiaphragm(below: number, distance: number): number {
  if (below < -0.12) return 1;
  const recess = 0.3 * smoothstep(1.5, 5, distance) * exp(-max(0, below) / 1.5);
  if (below > 0.12) return recess;
  const t = (below + 0.12) / 0.24;
  return 1 + (recess - 1) * t;
}

/** Pulmonary vessels: arteries and veins branch from the hila and taper towards the pleura. */
export function drawVessels(scene: Scene, random: RandomStream): void {
  for (const side of bothSides) {
    const { right, left } = scene.anatomy.hilumY;
    const hilum = { x: side * (3 + scene.anatomy.rotation * 0.4 * side), y: side < 0 ? right : left };
    drawTree(scene, random, { side, ...hilum, fan: [-82, -52, -22, 2, 26, 46, 62, 74], radius: 0.4 });
    drawTree(scene, random, { side, x: hilum.x, y: hilum.y + 2, fan: [-62, -30, 8, 30, 52], radius: 0.31 });
    drawHilum(scene, random, side, hilum);
  }
}

interface VesselTree {
  side: SideSign;
  x: number;
  y: number;
  /** Directions of the main branches in degrees below the horizontal. */
  fan: readonly number[];
  radius: number;
}

function drawTree(scene: Scene, random: RandomStream, tree: VesselTree): void {
  for (const degrees of tree.fan) {
    const lower = degrees > 30 ? 1.2 : 0.92;
    grow(scene, random, {
      side: tree.side,
      x: tree.x,
      y: tree.y + random.normal(0, 0.3),
      angle: ((degrees + random.normal(0, 6)) * Math.PI) / 180,
      radius: tree.radius * lower * random.between(0.8, 1.1) * scene.anatomy.vascularity,
      generation: 0,
    });
  }
}

interface Twig {
  side: SideSign;
  x: number;
  y: number;
  angle: number;
  radius: number;
  generation: number;
}

function grow(scene: Scene, random: RandomStream, twig: Twig): void {
  if (twig.generation > 6 || twig.radius < 0.028) return;
  const points = [{ x: twig.x, y: twig.y, radius: twig.radius }];
  const length = (2 + 1.7 * random.next()) * pow(0.84, twig.generation);
  const bend = random.normal(0, 0.17);
  let { x, y, angle } = twig;
  let inside = true;
  for (let i = 1; i <= 4 && inside; i += 1) {
    angle += bend / 2 + random.normal(0, 0.05);
    x += (twig.side * cos(angle) * length) / 4;
    y += (sin(angle) * length) / 4;
    points.push({ x, y, radius: twig.radius * (1 - 0.055 * i) });
    inside = abs(x) < scene.contours.edge(y) - 0.5 && y > 0.6;
  }
  scene.brush.draw(scene.markings, points, { density: 1.9 });
  if (!inside) return;
  const split = random.between(0.3, 0.52);
  const spin = random.chance(0.5) ? 1 : -1;
  const radius = twig.radius * 0.78;
  const generation = twig.generation + 1;
  grow(scene, random, {
    ...twig,
    x,
    y,
    angle: angle + spin * split * 0.5,
    radius: radius * 0.97,
    generation,
  });
  grow(scene, random, { ...twig, x, y, angle: angle - spin * split, radius: radius * 0.8, generation });
}

/** The hilum itself: the descending artery beside the bronchus and the knot above it. */
function drawHilum(
  scene: Scene,
  random: RandomStream,
  side: SideSign,
  hilum: { x: number; y: number },
): void {
  const { brush, markings, air } = scene;
  const lean = random.between(0.8, 1.3);
  const size = scene.anatomy.vascularity * random.between(0.9, 1.1);
  brush.draw(
    markings,
    [
      { x: hilum.x - side * 1.2, y: hilum.y - 0.7, radius: 0.9 * size },
      { x: hilum.x + side * 0.5, y: hilum.y + 0.3, radius: 0.8 * size },
      { x: hilum.x + side * (0.7 + 0.2 * lean), y: hilum.y + 2.4, radius: 0.62 * size },
      { x: hilum.x + side * (0.8 + lean * 0.8), y: hilum.y + 5.2, radius: 0.4 * size },
    ],
    { density: 1.5 },
  );
  brush.draw(
    air,
    [
      { x: hilum.x - side * 1.2, y: hilum.y - 0.2, radius: 0.42 },
      { x: hilum.x + side * 0.1, y: hilum.y + 1.8, radius: 0.32 },
      { x: hilum.x + side * 0.6, y: hilum.y + 4.2, radius: 0.2 },
    ],
    { density: 0.7 },
  );
}
