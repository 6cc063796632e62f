import type { SideSign } from './anatomy';
import { Extent } from './extent';
import { signsOf } from './finding-place';
import type { FindingPainter } from './finding-painter';
import type { RandomStream } from './random';
import type { Scene } from './scene';
import type { TubePoint } from './tube-brush';

export const paintDevice: FindingPainter = (scene, finding, { random }) => {
  const before = scene.metal.slice();
  const side = signsOf(finding.side)[0]!;
  if (finding.device === 'pacemaker') drawPacemaker(scene, random, side);
  else if (finding.device === 'endotracheal-tube') drawTube(scene, random);
  else drawCentralLine(scene, random, side);
  const extent = new Extent(scene.grid);
  extent.addChange(before, scene.metal, 0.03);
  return extent.box();
};

/** A smooth curve through the given points (Catmull-Rom). */
function curve(points: readonly { x: number; y: number }[], radius: number): TubePoint[] {
  const smooth: TubePoint[] = [];
  for (let i = 0; i + 1 < points.length; i += 1) {
    const [a, b, c, d] = [
      points[Math.max(0, i - 1)]!,
      points[i]!,
      points[i + 1]!,
      points[Math.min(points.length - 1, i + 2)]!,
    ];
    for (let step = 0; step < 10; step += 1) {
      const t = step / 10;
      smooth.push({ x: spline(a.x, b.x, c.x, d.x, t), y: spline(a.y, b.y, c.y, d.y, t), radius });
    }
  }
  const last = points[points.length - 1]!;
  return [...smooth, { x: last.x, y: last.y, radius }];
}

function spline(a: number, b: number, c: number, d: number, t: number): number {
  return (
    0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t)
  );
}

/** Where catheter and leads enter the thorax and run down the superior vena cava. */
function venousRoute(scene: Scene, side: SideSign): { x: number; y: number }[] {
  const x = scene.anatomy.rotation;
  const { archY } = scene.anatomy.aorta;
  const joining =
    side < 0
      ? [{ x: x - 3, y: 2.9 }]
      : [
          { x: x + 3.2, y: 2.7 },
          { x: x - 0.6, y: archY - 2.2 },
        ];
  return [
    { x: side * 8, y: 2.6 },
    ...joining,
    { x: x - 2.1, y: archY - 0.3 },
    { x: x - 2.3, y: archY + 2.6 },
  ];
}

function drawCentralLine(scene: Scene, random: RandomStream, side: SideSign): void {
  const x = scene.anatomy.rotation;
  const jugular = random.chance(0.5);
  const tip = { x: x - 2.35, y: scene.anatomy.aorta.archY + random.between(3, 5) };
  const route = jugular
    ? [{ x: side * 4.2, y: -6 }, { x: side * 3.2, y: -1 }, ...venousRoute(scene, side).slice(1), tip]
    : [{ x: side * 11, y: 4.6 }, ...venousRoute(scene, side), tip];
  scene.brush.draw(scene.metal, curve(route, 0.11), { density: 2.3 });
}

function drawPacemaker(scene: Scene, random: RandomStream, side: SideSign): void {
  const { heart, rotation, aorta } = scene.anatomy;
  const cx = side * (scene.anatomy.halfWidth * random.between(0.62, 0.72));
  const cy = aorta.archY - random.between(0.6, 1.8);
  drawGenerator(scene, cx, cy, random.between(-0.35, 0.35));
  const route = [{ x: cx - side * 0.8, y: cy - 2.1 }, ...venousRoute(scene, side)];
  const atrium = { x: rotation + heart.centreX - 4.2 * heart.scale, y: heart.centreY - 0.4 };
  const apex = { x: rotation + heart.centreX + 4.4 * heart.scale, y: heart.centreY + 3.4 * heart.scale };
  const floor = { x: rotation + heart.centreX - 2.2, y: heart.centreY + 2.6 * heart.scale };
  scene.brush.draw(scene.metal, curve([...route, atrium, floor, apex], 0.1), { density: 4 });
  scene.brush.draw(
    scene.metal,
    [
      { ...apex, radius: 0.17 },
      { x: apex.x - 0.9, y: apex.y - 0.05, radius: 0.17 },
    ],
    { density: 4 },
  );
  if (random.chance(0.6)) {
    const hook = { x: atrium.x + 0.5, y: atrium.y + 1.1 };
    const appendage = { x: atrium.x + 1.5, y: atrium.y - 0.4 };
    scene.brush.draw(scene.metal, curve([...route, hook, appendage], 0.1), { density: 4 });
  }
}

function drawGenerator(scene: Scene, cx: number, cy: number, lean: number): void {
  const cos = Math.cos(lean);
  const sin = Math.sin(lean);
  const bounds = { left: cx - 3.2, right: cx + 3.2, top: cy - 3.2, bottom: cy + 3.2 };
  scene.grid.forEachPixel(bounds, (at, x, y) => {
    const u = Math.abs(cos * (x - cx) + sin * (y - cy)) / 2.3;
    const v = Math.abs(-sin * (x - cx) + cos * (y - cy)) / 2.1;
    const q = Math.pow(u, 3.2) + Math.pow(v, 3.2);
    if (q >= 1) return;
    const battery = v < 0.55 ? 0.9 : 0.45;
    scene.metal[at] = scene.metal[at]! + 0.9 + battery * Math.min(1, (1 - q) * 4);
  });
}

function drawTube(scene: Scene, random: RandomStream): void {
  const x = scene.anatomy.rotation * 0.7;
  const tipY = scene.anatomy.aorta.archY + 2.6 - random.between(2.5, 5);
  const path = [
    { x: x * 0.3 + 0.1, y: -12 },
    { x: x * 0.5, y: -4 },
    { x: x - 0.2, y: tipY },
  ];
  scene.brush.draw(scene.metal, curve(path, 0.5), { density: 0.32, hollow: 0.8 });
  const stripe = path.map((point) => ({ x: point.x + 0.28, y: point.y }));
  scene.brush.draw(scene.metal, curve(stripe, 0.07), { density: 3.4 });
}
