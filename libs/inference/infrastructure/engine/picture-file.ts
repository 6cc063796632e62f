import { DomainError } from '@wetread/kernel';
import sharp from 'sharp';
import type { GreyImage } from '../../domain/grey-image';

export class PictureUnreadable extends DomainError {
  readonly code = 'picture.unreadable';
  readonly status = 'invalid';
  constructor(options?: ErrorOptions) {
    super('The file is no readable PNG or JPEG picture', options);
  }
}

/** Larger pictures are refused before they are decoded: 16,384 x 16,384. */
const MAXIMUM_PIXELS = 2 ** 28;

/**
 * Decodes a PNG or JPEG to 8-bit grey. Only decoding is left to sharp; the conversion of colour and the resize are
 * ours, so that training and reading agree.
 * @throws PictureUnreadable
 */
export async function readPicture(bytes: Uint8Array): Promise<GreyImage> {
  try {
    const picture = sharp(bytes, { limitInputPixels: MAXIMUM_PIXELS, failOn: 'error' });
    const { channels } = await picture.metadata();
    // One channel, or one with alpha, is grey already; sharp would make it RGB otherwise.
    const plain = picture.removeAlpha().toColourspace(channels <= 2 ? 'b-w' : 'srgb');
    const { data, info } = await plain.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: info.channels === 1 ? data : greyFromRgb(data) };
  } catch (cause) {
    throw new PictureUnreadable({ cause });
  }
}

/** Luma of ITU-R BT.601, rounded half up, from interleaved RGB. */
export function greyFromRgb(rgb: Uint8Array): Uint8Array {
  const grey = new Uint8Array(rgb.length / 3);
  for (let i = 0; i < grey.length; i++) {
    grey[i] = Math.min(
      255,
      Math.floor(0.299 * rgb[i * 3]! + 0.587 * rgb[i * 3 + 1]! + 0.114 * rgb[i * 3 + 2]! + 0.5),
    );
  }
  return grey;
}
