import { smoothstep } from './anatomy';
import { Extent } from './extent';
import { airLeft, bySize, placeInLung, signsOf } from './finding-place';
import type { FindingPainter } from './finding-painter';
import type { PhantomFindingCode } from './phantom-finding';
import type { RandomStream } from './random';
import type { Scene } from './scene';
import { smoothNoise } from './smooth-noise';

const { cos, hypot, min, sin } = Math;

interface AirspaceLook {
  /** Share of the air that fluid replaces in the middle. */
  density: number;
  /** How far noise frays the border, as a share of the radius. */
  fray: number;
  patchiness: number;
  bronchogram: boolean;
}

const looks: Partial<Record<PhantomFindingCode, AirspaceLook>> = {
  Consolidation: { density: 0.78, fray: 0.35, patchiness: 0.15, bronchogram: true },
  Pneumonia: { density: 0.62, fray: 0.5, patchiness: 0.35, bronchogram: true },
  Infiltration: { density: 0.48, fray: 0.6, patchiness: 0.6, bronchogram: false },
};

/** Consolidation, pneumonia and infiltration: air replaced by fluid, borders frayed, bronchi left dark. */
export const paintAirspace: FindingPainter = (scene, finding, { random }) => {
  const look = looks[finding.code]!;
  const radius = bySize(finding.size, { small: 2.3, moderate: 3.5, large: 4.9 }) * random.between(0.92, 1.1);
  const place = placeInLung(scene, finding, random, min(3.6, radius * 0.9));
  const stretch = random.between(0.85, 1.25);
  const border = smoothNoise(random, radius * 0.55);
  const patches = smoothNoise(random, radius * 0.32);
  const extent = new Extent(scene.grid);
  const reach = radius * 1.5;
  const bounds = {
    left: place.x - reach,
    right: place.x + reach,
    top: place.y - reach,
    bottom: place.y + reach,
  };
  scene.grid.forEachPixel(bounds, (at, x, y) => {
    if (x * place.side < 0) return;
    const distance = hypot((x - place.x) * stretch, (y - place.y) / stretch) / radius;
    const cover = 1 - smoothstep(0.55, 1.12, distance + look.fray * border(x, y) * 0.6);
    if (cover <= 0) return;
    const patch = 1 - look.patchiness * (0.5 + 0.5 * patches(x, y));
    const fluid = airLeft(scene, at) * look.density * cover * patch;
    scene.filled[at] = scene.filled[at]! + fluid;
    if (fluid > 0.7) extent.add(at);
  });
  if (look.bronchogram) drawBronchogram(scene, random, place, radius);
  return extent.box();
};

function drawBronchogram(
  scene: Scene,
  random: RandomStream,
  place: { side: number; x: number; y: number },
  radius: number,
): void {
  for (let i = 0; i < 4; i += 1) {
    const angle = random.between(-0.9, 1.1);
    const start = { x: place.x - place.side * radius * 0.6, y: place.y + random.normal(0, radius * 0.2) };
    const length = radius * random.between(0.7, 1.15);
    scene.brush.draw(
      scene.air,
      [
        { ...start, radius: 0.2 },
        {
          x: start.x + place.side * length * cos(angle),
          y: start.y + length * sin(angle),
          radius: 0.11,
        },
      ],
      { density: 1.7 },
    );
  }
}

/** Perihilar haze on both sides, thick upper vessels, septal lines at the bases. */
export const paintEdema: FindingPainter = (scene, finding, { random }) => {
  const degree = bySize(finding.size, { small: 0.34, moderate: 0.48, large: 0.64 });
  const extent = new Extent(scene.grid);
  for (const side of signsOf(finding.side)) {
    const hilumY = side < 0 ? scene.anatomy.hilumY.right : scene.anatomy.hilumY.left;
    paintWing(scene, { random, extent, side, degree, x: side * 5.2, y: hilumY + 2 });
    drawSeptalLines(scene, random, side);
  }
  return extent.box();
};

function paintWing(
  scene: Scene,
  wing: { random: RandomStream; extent: Extent; side: number; degree: number; x: number; y: number },
): void {
  const patches = smoothNoise(wing.random, 1.5);
  const coarse = smoothNoise(wing.random, 4);
  const reachX = scene.anatomy.halfWidth * (0.42 + 0.22 * wing.degree);
  const reachY = scene.anatomy.lungHeight * (0.22 + 0.12 * wing.degree);
  const bounds = {
    left: wing.x - reachX * 1.6,
    right: wing.x + reachX * 1.6,
    top: wing.y - reachY * 1.6,
    bottom: wing.y + reachY * 1.6,
  };
  scene.grid.forEachPixel(bounds, (at, x, y) => {
    if (x * wing.side < 0) return;
    const distance = hypot((x - wing.x) / reachX, (y - wing.y) / reachY);
    const cover = 1 - smoothstep(0.3, 1.25, distance + 0.2 * coarse(x, y));
    if (cover <= 0) return;
    scene.markings[at] = scene.markings[at]! * (1 + 0.5 * cover);
    const fluid = airLeft(scene, at) * wing.degree * cover * (0.82 + 0.3 * patches(x, y));
    scene.filled[at] = scene.filled[at]! + fluid;
    if (fluid > 0.8) wing.extent.add(at);
  });
}

/** Kerley B lines: short, horizontal, touching the lateral pleura above the angle. */
function drawSeptalLines(scene: Scene, random: RandomStream, side: number): void {
  for (let i = 0; i < 7; i += 1) {
    const y = scene.anatomy.lungHeight * random.between(0.66, 0.86);
    const edge = scene.contours.edge(y) - 0.15;
    const length = random.between(1, 1.9);
    scene.brush.draw(
      scene.markings,
      [
        { x: side * edge, y, radius: 0.05 },
        { x: side * (edge - length), y: y + random.normal(0, 0.12), radius: 0.05 },
      ],
      { density: 9 },
    );
  }
}
