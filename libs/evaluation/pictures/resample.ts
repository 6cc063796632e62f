import type { GreyImage } from '@wetread/inference';
import sharp from 'sharp';

/** Another size of a picture; shrinking averages, growing is cubic. */
export async function resize(picture: GreyImage, width: number, height: number): Promise<GreyImage> {
  const data = await pipeline(picture)
    .resize(width, height, { fit: 'fill' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  return { width, height, data };
}

/** The picture as it would be had it been stored at `1 / divisor` of its size. */
export async function coarsen(picture: GreyImage, divisor: number): Promise<GreyImage> {
  const { width, height } = picture;
  const small = await resize(picture, Math.round(width / divisor), Math.round(height / divisor));
  return resize(small, width, height);
}

/** Out of focus beyond reading. @param sigma of the Gaussian, pixels */
export async function blur(picture: GreyImage, sigma: number): Promise<GreyImage> {
  const { width, height } = picture;
  const data = await pipeline(picture).blur(sigma).toColourspace('b-w').raw().toBuffer();
  return { width, height, data };
}

/** Grey pictures are wrapped, not copied; sharp reads them only. */
const pipeline = ({ width, height, data }: GreyImage): sharp.Sharp =>
  sharp(data, { raw: { width, height, channels: 1 } });
