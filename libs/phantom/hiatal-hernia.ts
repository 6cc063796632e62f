import { domeHeight, smoothstep } from './anatomy';
import { Extent } from './extent';
import { bySize } from './finding-place';
import type { FindingPainter } from './finding-painter';

/** A round shadow behind the heart with air over fluid. */
export const paintHernia: FindingPainter = (scene, finding, { random }) => {
  const radius = bySize(finding.size, { small: 2.1, moderate: 2.8, large: 3.7 });
  const x0 = 1.4 + scene.anatomy.rotation + random.normal(0, 0.5);
  const y0 = domeHeight(scene.anatomy, 1, 2) - radius * 0.75;
  const level = y0 + random.between(-0.25, 0.15) * radius;
  const extent = new Extent(scene.grid);
  const bounds = { left: x0 - radius * 1.2, right: x0 + radius * 1.2, top: y0 - radius, bottom: y0 + radius };
  scene.grid.forEachPixel(bounds, (at, x, y) => {
    const q = ((x - x0) / (radius * 1.18)) ** 2 + ((y - y0) / radius) ** 2;
    if (q >= 1) return;
    const chord = 1.6 * radius * Math.sqrt(1 - q);
    const inner = Math.max(0, 1 - q / 0.8);
    const gas = Math.sqrt(inner) * 1.9 * radius * (1 - smoothstep(level - 0.08, level + 0.08, y));
    scene.soft[at] = scene.soft[at]! + chord * 0.85;
    scene.air[at] = scene.air[at]! + gas;
    extent.add(at);
  });
  return extent.box();
};
