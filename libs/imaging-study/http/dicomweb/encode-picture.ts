import type { FramePicture } from '@wetread/dicom';
import sharp, { type Sharp } from 'sharp';
import { ParameterInvalid } from '../../domain/query/query-errors';
import type { Region, RenderOptions } from './render-options';

export const pictureTypes = ['image/jpeg', 'image/png', 'image/gif'] as const;
export type PictureType = (typeof pictureTypes)[number];

const DEFAULT_QUALITY = 90;

/**
 * A picture in a format of its own, cut and scaled as the viewport asks.
 * @throws ParameterInvalid when the viewport's region lies outside
 */
export async function encodePicture(
  { width, height, channels, data }: FramePicture,
  type: PictureType,
  options: Omit<RenderOptions, 'window'> = {},
): Promise<Buffer> {
  const picture = sharp(data, { raw: { width, height, channels } });
  return encoded(fitted(picture, { width, height }, options), type, options);
}

function fitted(
  picture: Sharp,
  size: { width: number; height: number },
  { viewport }: Pick<RenderOptions, 'viewport'>,
): Sharp {
  if (!viewport) return picture;
  const shown = viewport.region ? cut(picture, size, viewport.region) : picture;
  return shown.resize(viewport.width, viewport.height, { fit: 'inside' });
}

function cut(picture: Sharp, size: { width: number; height: number }, region: Region): Sharp {
  const [left, top] = [Math.round(region.x), Math.round(region.y)];
  const width = Math.round(Math.abs(region.width || size.width - left));
  const height = Math.round(Math.abs(region.height || size.height - top));
  const isInside =
    left >= 0 &&
    top >= 0 &&
    width > 0 &&
    height > 0 &&
    left + width <= size.width &&
    top + height <= size.height;
  if (!isInside)
    throw new ParameterInvalid('viewport', `a region inside ${size.width} x ${size.height} pixels`);
  const part = picture.extract({ left, top, width, height });
  if (region.width < 0) part.flop();
  if (region.height < 0) part.flip();
  return part;
}

function encoded(
  picture: Sharp,
  type: PictureType,
  { quality = DEFAULT_QUALITY }: Pick<RenderOptions, 'quality'>,
): Promise<Buffer> {
  if (type === 'image/png') return picture.png({ compressionLevel: 6 }).toBuffer();
  if (type === 'image/gif') return picture.toColourspace('srgb').gif().toBuffer();
  return picture.jpeg({ quality }).toBuffer();
}
