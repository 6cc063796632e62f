import type { ChestPhantom } from './chest-phantom';
import { drawChestPhantom } from './chest-phantom';
import type { PhantomFindingCode, PhantomFindingRequest } from './phantom-finding';
import { phantomFindingCodes } from './phantom-finding';

const size = 176;
const visibleChange = 110;

const normals = new Map<number, ChestPhantom>();
function normalFilm(seed: number): ChestPhantom {
  const known = normals.get(seed) ?? drawChestPhantom({ seed, size, mark: false });
  normals.set(seed, known);
  return known;
}

/** How much of what a finding visibly changed lies in its box. */
function shareOfChangeInside(seed: number, code: PhantomFindingCode): number {
  const without = normalFilm(seed);
  const { pixels, width, height, findings } = drawChestPhantom({
    seed,
    size,
    mark: false,
    findings: [{ code }],
  });
  const [left, top, boxWidth, boxHeight] = findings[0]!.box;
  const margin = 0.015;
  let inside = 0;
  let total = 0;
  pixels.forEach((value, at) => {
    const change = Math.abs(value - without.pixels[at]!);
    if (change < visibleChange) return;
    const x = ((at % width) + 0.5) / width - left;
    const y = (Math.floor(at / width) + 0.5) / height - top;
    total += change;
    if (x > -margin && x < boxWidth + margin && y > -margin && y < boxHeight + margin) inside += change;
  });
  return total === 0 ? 0 : inside / total;
}

const sameBytes = (a: Uint16Array, b: Uint16Array) => Buffer.from(a.buffer).equals(Buffer.from(b.buffer));

/** Hyperinflation changes the whole film, its size included; it has no local change to box. */
const localCodes = phantomFindingCodes.filter((code) => code !== 'Emphysema');
const sidedCodes: PhantomFindingCode[] = [
  'Atelectasis',
  'Effusion',
  'Infiltration',
  'Mass',
  'Nodule',
  'Pneumonia',
  'Pneumothorax',
  'Consolidation',
  'Fibrosis',
  'Pleural_Thickening',
];

describe('a chest phantom', () => {
  it.each(localCodes)('holds the visible change of %s within its box', (code) => {
    expect(shareOfChangeInside(17, code)).toBeGreaterThan(0.88);
  });

  it.each(sidedCodes)(
    "draws %s of the patient's right on the image's left, and the other way round",
    (code) => {
      const right = drawChestPhantom({ seed: 5, size: 128, findings: [{ code, side: 'right' }] })
        .findings[0]!;
      const left = drawChestPhantom({ seed: 5, size: 128, findings: [{ code, side: 'left' }] }).findings[0]!;
      expect(right.box[0] + right.box[2] / 2).toBeLessThan(0.5);
      expect(left.box[0] + left.box[2] / 2).toBeGreaterThan(0.5);
    },
  );

  it('is the same film for the same seed and another for another', () => {
    const order = { seed: 8, size, findings: [{ code: 'Mass' }, { code: 'Effusion' }] as const };
    const first = drawChestPhantom(order);
    const second = drawChestPhantom(order);
    expect(sameBytes(second.pixels, first.pixels)).toBe(true);
    expect([second.findings, second.report]).toEqual([first.findings, first.report]);
    expect(sameBytes(drawChestPhantom({ ...order, seed: 9 }).pixels, first.pixels)).toBe(false);
  });

  it('carries the PHANTOM mark, and without it nothing else differs', () => {
    const marked = drawChestPhantom({ seed: 2, size });
    const plain = drawChestPhantom({ seed: 2, size, mark: false });
    const changed = [...marked.pixels.keys()].filter((at) => marked.pixels[at] !== plain.pixels[at]);
    expect(changed.length).toBeGreaterThan(200);
    expect(Math.min(...changed)).toBeGreaterThan(marked.width * marked.height * 0.9);
  });

  it('puts the side marker where the seed says, whatever the findings', () => {
    const normal = markerWith([]);
    expect(normal.length).toBeGreaterThan(20);
    expect(markerWith([{ code: 'Effusion', side: 'left' }])).toEqual(normal);
    expect(markerWith([{ code: 'Effusion', side: 'right' }])).toEqual(normal);
  });

  it('keeps to twelve bits, with bright bone and dark lung', () => {
    const { pixels, width, height } = drawChestPhantom({ seed: 6, size, mark: false });
    const mean = (x: number, y: number) =>
      patchMean(pixels, width, Math.round(x * width), Math.round(y * height));
    expect(Math.max(...pixels)).toBeLessThanOrEqual(4095);
    expect(mean(0.5, 0.6)).toBeGreaterThan(mean(0.25, 0.45) + 800);
  });

  it('tells a report that names what was drawn and denies what was not', () => {
    const { report } = drawChestPhantom({
      seed: 4,
      size,
      findings: [{ code: 'Pneumothorax', side: 'left' }],
    });
    expect(report.impression.join(' ')).toMatch(/left pneumothorax/i);
    expect(report.findings.join(' ')).not.toMatch(/no pneumothorax/i);
    expect(drawChestPhantom({ seed: 4, size }).report.impression).toEqual([
      'No acute cardiopulmonary abnormality.',
    ]);
  });

  it('widens the heart of a cardiomegaly beyond half the thorax', () => {
    for (const seed of [1, 2, 3]) {
      const [heart] = drawChestPhantom({
        seed,
        size,
        findings: [{ code: 'Cardiomegaly', size: 'small' }],
      }).findings;
      const [lungs] = drawChestPhantom({
        seed,
        size,
        findings: [{ code: 'Effusion', side: 'bilateral', size: 'large' }],
      }).findings;
      expect(heart!.box[2] / lungs!.box[2]).toBeGreaterThan(0.5);
    }
  });
});

function markerWith(findings: PhantomFindingRequest[]): number[] {
  const film = drawChestPhantom({ seed: 20, size, findings, mark: false });
  const head = film.width * Math.round(film.height * 0.25);
  return [...film.pixels.subarray(0, head).keys()].filter(
    (at) => film.pixels[at] === 3900 && alike(film.pixels, at),
  );
}

/** A marker is flat; a chance 3900 in noise has no equal neighbour. */
function alike(pixels: Uint16Array, at: number): boolean {
  return pixels[at - 1] === pixels[at] || pixels[at + 1] === pixels[at];
}

function patchMean(pixels: Uint16Array, width: number, x: number, y: number): number {
  let sum = 0;
  for (let dy = -6; dy <= 6; dy += 1)
    for (let dx = -6; dx <= 6; dx += 1) sum += pixels[(y + dy) * width + x + dx]!;
  return sum / 169;
}
