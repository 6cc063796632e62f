import type { SeededRandom } from '../../measures/seeded-random';

/** A drawing in SVG's own words. Width and height in pixels. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly random: SeededRandom;
}

/** Draws the inside of an `<svg>` element. */
export type Drawing = (canvas: Canvas) => string;

export const svgOf = ({ width, height }: Canvas, content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`;

export const rect = (x: number, y: number, width: number, height: number, style: string): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" ${style}/>`;

export const circle = (x: number, y: number, radius: number, style: string): string =>
  `<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius)}" ${style}/>`;

export const polyline = (points: readonly (readonly [number, number])[], style: string): string =>
  `<polyline points="${points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ')}" ${style}/>`;

export const text = (x: number, y: number, size: number, words: string, style = 'fill="#111"'): string =>
  `<text x="${round(x)}" y="${round(y)}" font-family="sans-serif" font-size="${size}" ${style}>${words}</text>`;

export const times = (count: number, draw: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => draw(index)).join('');

const pick = <Item>(random: SeededRandom, items: readonly Item[]): Item => items[random.whole(items.length)]!;

export const colour = (random: SeededRandom): string =>
  `hsl(${random.whole(360)},${40 + random.whole(50)}%,${35 + random.whole(35)}%)`;

export const background = ({ width, height }: Canvas, fill: string): string =>
  rect(0, 0, width, height, `fill="${fill}"`);

const words =
  'harbour invoice meadow copper lantern orchard ledger Tuesday granite willow parcel kettle ribbon compass timber violin signal cabin pepper bridge stable winter engine pocket garden ticket marble feather'.split(
    ' ',
  );

/** Words of no meaning, as many as fill `characters`. */
export function line(random: SeededRandom, characters: number): string {
  let told = pick(random, words);
  while (told.length < characters) told += ` ${pick(random, words)}`;
  return told;
}

const round = (value: number): number => Math.round(value * 10) / 10;
