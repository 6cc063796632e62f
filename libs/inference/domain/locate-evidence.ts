import type { FindingSize, Side, Zone } from '@wetread/terminology';
import { type FractionBox, unionOf } from './grey-image';
import { boxToPicture, type Letterbox } from './letterbox';

/** Evidence of one finding over the model's square, row by row, 0..1. */
export interface HeatMap {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Where a finding is seen: its box as fractions of the picture, and the words for it. */
export interface LocatedEvidence {
  readonly box: FractionBox;
  readonly side: Side;
  readonly zone: Zone;
  readonly size: Exclude<FindingSize, 'none'>;
}

/** How a finding's box is drawn; chosen for each finding on films that the model had not seen. */
export interface BoxRule {
  /** Cells of at least this fraction of the map's maximum belong to the finding. */
  readonly level: number;
  /** What the sides of the box are multiplied with, about its centre. */
  readonly grow: number;
}

interface Component {
  readonly box: FractionBox;
  /** Sum of the heat of its cells, all and on the patient's right (the picture's left). */
  readonly heat: number;
  readonly heatOnRight: number;
  readonly peak: number;
}

/** A second component tells of the other side when it has this share of the first one's heat. */
const STRONG = 0.4;
/** One region across the midline is bilateral when its lesser side has this share of its heat. */
const BALANCED = 0.35;

/**
 * Box, side, zone and size from a heat map: the connected regions above the rule's level; the one with the peak is
 * the finding, and a strong one on the other side makes it bilateral. `null` when the map is cold.
 */
export function locateEvidence(
  map: HeatMap,
  { level, grow }: BoxRule,
  fit: Letterbox,
): LocatedEvidence | null {
  const peak = map.values.reduce((highest, value) => Math.max(highest, value), 0);
  if (!(peak > 0)) return null;
  const components = findComponents(map, level * peak, fit).filter(({ box }) => box[2] > 0 && box[3] > 0);
  const first = components.reduce<Component | null>(
    (best, component) => (best === null || component.peak > best.peak ? component : best),
    null,
  );
  if (first === null) return null;
  const opposite = components.filter(
    (component) => sideOf([component]) !== sideOf([first]) && component.heat >= STRONG * first.heat,
  );
  const told = [first, ...opposite];
  const box = grown(unionOf(told.map((component) => component.box)), grow);
  return { box, side: sideOf(told), zone: zoneOf(box), size: sizeOf(grown(first.box, grow)) };
}

/** Scaled about its centre, cut at the picture's edges. */
function grown([x, y, width, height]: FractionBox, by: number): FractionBox {
  const edge = (start: number, length: number, end: 1 | -1): number =>
    Math.min(1, Math.max(0, start + (length / 2) * (1 + end * by)));
  const left = edge(x, width, -1);
  const top = edge(y, height, -1);
  return [left, top, edge(x, width, 1) - left, edge(y, height, 1) - top];
}

function sideOf(components: readonly Component[]): Side {
  const heat = components.reduce((sum, component) => sum + component.heat, 0);
  const right = components.reduce((sum, component) => sum + component.heatOnRight, 0) / heat;
  const distinct = new Set(components.map(({ heat, heatOnRight }) => heatOnRight * 2 > heat)).size;
  if (distinct > 1 || Math.min(right, 1 - right) >= BALANCED) return 'bilateral';
  return right > 0.5 ? 'right' : 'left';
}

// On an upright frontal film the lungs reach from about a tenth to about four fifths of its height.
const LUNG_TOP = 0.1;
const LUNG_BASE = 0.8;

/** Third of the lung field in which the centre of the box lies. */
export function zoneOf([, y, , height]: FractionBox): Zone {
  const depth = (y + height / 2 - LUNG_TOP) / (LUNG_BASE - LUNG_TOP);
  if (depth < 1 / 3) return 'upper';
  return depth < 2 / 3 ? 'middle' : 'lower';
}

/** Extent by the share of the picture that the box covers: words, no measurement. */
export function sizeOf([, , width, height]: FractionBox): Exclude<FindingSize, 'none'> {
  const share = width * height;
  if (share < 0.05) return 'small';
  return share < 0.15 ? 'moderate' : 'large';
}

/** 8-connected regions of cells whose value is at least `floor`. */
function findComponents(map: HeatMap, floor: number, fit: Letterbox): Component[] {
  const seen = new Uint8Array(map.values.length);
  const components: Component[] = [];
  for (let start = 0; start < map.values.length; start++) {
    if (seen[start] || map.values[start]! < floor) continue;
    components.push(measure(map, floodFill(map, floor, start, seen), fit));
  }
  return components;
}

function floodFill(
  { width, height, values }: HeatMap,
  floor: number,
  start: number,
  seen: Uint8Array,
): number[] {
  const cells = [start];
  seen[start] = 1;
  for (let next = 0; next < cells.length; next++) {
    const x = cells[next]! % width;
    const y = Math.floor(cells[next]! / width);
    for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
      for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
        const cell = row * width + column;
        if (seen[cell] || values[cell]! < floor) continue;
        seen[cell] = 1;
        cells.push(cell);
      }
    }
  }
  return cells;
}

function measure({ width, height, values }: HeatMap, cells: readonly number[], fit: Letterbox): Component {
  const boxes = cells.map((cell): FractionBox => [
    (cell % width) / width,
    Math.floor(cell / width) / height,
    1 / width,
    1 / height,
  ]);
  let heat = 0;
  let heatOnRight = 0;
  let peak = 0;
  for (const [index, cell] of cells.entries()) {
    const value = values[cell]!;
    heat += value;
    peak = Math.max(peak, value);
    heatOnRight += value * shareLeftOfMiddle(boxes[index]!);
  }
  return { box: boxToPicture(unionOf(boxes), fit), heat, heatOnRight, peak };
}

/** How much of a cell lies left of the picture's middle, which the letterbox keeps in the middle of the square. */
const shareLeftOfMiddle = ([x, , width]: FractionBox): number => Math.min(1, Math.max(0, (0.5 - x) / width));
