import sharp from 'sharp';

/** Wide enough to tell films apart, small enough to compare many sizes. */
const WIDTH = 192;
/** How much of the window a viewer fills, as a part of what would fit. */
const FILLS = Array.from({ length: 21 }, (_, step) => 0.9 + step * 0.005);

/**
 * How well a picture that fits into the middle of a black window explains the window: the greatest correlation of
 * their greys over all plausible sizes, 1 for the same, about 0 for something else.
 */
export async function likeness(window: Buffer, picture: Buffer): Promise<number> {
  const seen = await greys(sharp(window).resize(WIDTH));
  const { width, height } = seen.info;
  let best = -1;
  for (const fill of FILLS) {
    const [inWidth, inHeight] = [Math.round(width * fill), Math.round(height * fill)];
    const fitted = await sharp(picture).resize(inWidth, inHeight, { fit: 'inside' }).png().toBuffer();
    const alone = sharp({ create: { width, height, channels: 3, background: '#000' } });
    const drawn = await alone
      .composite([{ input: fitted }])
      .png()
      .toBuffer();
    best = Math.max(best, correlation(seen.data, (await greys(sharp(drawn))).data));
  }
  return best;
}

const greys = (picture: sharp.Sharp) =>
  picture.flatten().greyscale().raw().toBuffer({ resolveWithObject: true });

function correlation(a: Uint8Array, b: Uint8Array): number {
  const mean = (values: Uint8Array): number => values.reduce((sum, one) => sum + one, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, at) => {
    const [x, y] = [value - meanA, (b[at] ?? 0) - meanB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  });
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}
