import type { GreyImage } from '@wetread/inference';
import { type SeededRandom, seededRandom, seedOf } from '../measures/seeded-random';
import { crop, noise, plain } from './plain-pictures';
import { blur, resize } from './resample';
import { invert, type Quarters, turn } from './turn-picture';

/** Ways to send a chest film wrongly. Those that name repairs can be put right; the others must be refused. */
export interface Fault {
  readonly name: string;
  /** What the product must say it undid, in any order; empty: it must refuse. */
  readonly repairs: readonly string[];
  readonly spoil: (film: GreyImage, random: SeededRandom) => GreyImage | Promise<GreyImage>;
}

const quarters = [1, 2, 3] as const satisfies readonly Quarters[];
const turnedBy = (count: Quarters): string => `rotated-${count * 90}`;

export const faults: readonly Fault[] = [
  ...quarters.map((count): Fault => ({
    name: turnedBy(count),
    repairs: [turnedBy(count)],
    spoil: (film) => turn(film, count),
  })),
  { name: 'inverted', repairs: ['inverted'], spoil: invert },
  ...quarters.map((count): Fault => ({
    name: `inverted and ${turnedBy(count)}`,
    repairs: ['inverted', turnedBy(count)],
    spoil: (film) => invert(turn(film, count)),
  })),
  { name: 'cropped to a corner', repairs: [], spoil: cropCorner },
  { name: 'blurred', repairs: [], spoil: blurHeavily },
  { name: 'noise', repairs: [], spoil: ({ width, height }, random) => noise(width, height, random) },
  {
    name: 'blank',
    repairs: [],
    spoil: ({ width, height }, random) => plain(width, height, random.whole(256)),
  },
  { name: 'black', repairs: [], spoil: underexpose },
];

/** The same for equal film and fault, whatever else is measured. */
export const spoil = (
  film: GreyImage,
  image: string,
  fault: Fault,
  seed: number,
): GreyImage | Promise<GreyImage> => fault.spoil(film, seededRandom(seedOf(seed, image, fault.name)));

/** A corner of 25 to 40 % of each side, enlarged to the film's own size: too little of a chest to read. */
function cropCorner(film: GreyImage, random: SeededRandom): Promise<GreyImage> {
  const share = random.between(0.25, 0.4);
  const width = Math.round(film.width * share);
  const height = Math.round(film.height * share);
  const left = random.whole(2) * (film.width - width);
  const top = random.whole(2) * (film.height - height);
  return resize(crop(film, { left, top, width, height }), film.width, film.height);
}

/** Six to nine hundredths of the side: ribs, vessels and the edge of the heart are gone. */
function blurHeavily(film: GreyImage, random: SeededRandom): Promise<GreyImage> {
  return blur(film, random.between(0.06, 0.09) * Math.max(film.width, film.height));
}

/** Nearly black, with a grain of one or two grey levels. */
function underexpose({ width, height }: GreyImage, random: SeededRandom): GreyImage {
  return { width, height, data: Uint8Array.from({ length: width * height }, () => random.whole(3)) };
}
