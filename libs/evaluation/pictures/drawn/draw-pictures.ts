import type { GreyImage } from '@wetread/inference';
import sharp from 'sharp';
import { seededRandom, seedOf } from '../../measures/seeded-random';
import { charts } from './charts';
import { pages } from './pages';
import { patterns } from './patterns';
import { scenes } from './scenes';
import { type Drawing, svgOf } from './svg';

/** A picture that is no medical one, drawn by this file. */
export interface DrawnPicture {
  readonly name: string;
  readonly picture: GreyImage;
}

const drawings: Readonly<Record<string, Drawing>> = { ...charts, ...pages, ...scenes, ...patterns };

const SIZES = [
  [512, 512],
  [640, 480],
  [480, 680],
  [900, 600],
] as const;

/**
 * Four of each kind (76 in all): charts, pages, screens, scenes, patterns. Letters depend on the fonts of the
 * machine, everything else only on the seed.
 */
export async function drawPictures(seed: number): Promise<DrawnPicture[]> {
  const drawn: DrawnPicture[] = [];
  for (const [kind, drawing] of Object.entries(drawings)) {
    for (const [index, [width, height]] of SIZES.entries()) {
      const canvas = { width, height, random: seededRandom(seedOf(seed, kind, index)) };
      const data = await sharp(Buffer.from(svgOf(canvas, drawing(canvas))))
        .removeAlpha()
        .toColourspace('b-w')
        .raw()
        .toBuffer();
      drawn.push({ name: `drawn ${kind} ${index + 1}`, picture: { width, height, data } });
    }
  }
  return drawn;
}
