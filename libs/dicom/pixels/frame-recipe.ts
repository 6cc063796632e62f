import { PixelDataMissing, UnsupportedTransferSyntax } from '../dicom-error';
import { isNativeTransferSyntax, TransferSyntax, transferSyntaxName } from '../dictionary/transfer-syntax';
import type { DicomObject } from '../header/dicom-object';
import { type ImagePixel, readImagePixel } from './image-pixel';
import { type PaletteChannel, readPalette } from './palette';
import type { CodecName } from './wasm-codec';

/** All that decoding one frame needs to know of its object, in values that cross threads. */
export interface FrameRecipe {
  transferSyntaxUid: string;
  image: ImagePixel;
  /** 1-based. */
  frameNumber: number;
  /** Red, green and blue where the stored values are indices. */
  palette: readonly PaletteChannel[] | null;
}

const codecNames: Readonly<Record<string, CodecName>> = {
  [TransferSyntax.JpegBaseline]: 'decodeJpeg',
  [TransferSyntax.JpegExtended]: 'decodeJpeg',
  [TransferSyntax.JpegSpectralSelection]: 'decodeJpeg',
  [TransferSyntax.JpegFullProgression]: 'decodeJpeg',
  [TransferSyntax.JpegLossless]: 'decodeJpeg',
  [TransferSyntax.JpegLosslessFirstOrder]: 'decodeJpeg',
  [TransferSyntax.JpegLsLossless]: 'decodeJpegLs',
  [TransferSyntax.JpegLsNearLossless]: 'decodeJpegLs',
  [TransferSyntax.Jpeg2000Lossless]: 'decodeJpeg2000',
  [TransferSyntax.Jpeg2000]: 'decodeJpeg2000',
  [TransferSyntax.HtJpeg2000Lossless]: 'decodeHtJpeg2000',
  [TransferSyntax.HtJpeg2000LosslessRpcl]: 'decodeHtJpeg2000',
  [TransferSyntax.HtJpeg2000]: 'decodeHtJpeg2000',
  [TransferSyntax.RleLossless]: 'decodeRle',
};
const FRAGMENTED_NATIVE = new Set<string>([
  TransferSyntax.EncapsulatedUncompressed,
  TransferSyntax.DeflatedImageFrame,
]);

/** The codec of a compressed transfer syntax. */
export const codecOf = (transferSyntaxUid: string): CodecName | undefined => codecNames[transferSyntaxUid];

/** Whether frames of a transfer syntax can be decoded. */
export const isDecodable = (uid: string): boolean =>
  uid in codecNames || isNativeTransferSyntax(uid) || FRAGMENTED_NATIVE.has(uid);

/**
 * The Image Pixel module of an object whose frame can be decoded.
 * @param frame 1-based
 * @throws UnsupportedTransferSyntax, UnsupportedPixelFormat, PixelDataMissing, PixelDataDamaged
 */
export function imageToDecode(o: DicomObject, frame: number): ImagePixel {
  if (!o.has('PixelData')) throw new PixelDataMissing('the object has no Pixel Data');
  if (!isDecodable(o.transferSyntaxUid))
    throw new UnsupportedTransferSyntax(o.transferSyntaxUid, transferSyntaxName(o.transferSyntaxUid));
  const image = readImagePixel(o);
  if (!Number.isInteger(frame) || frame < 1 || frame > image.numberOfFrames)
    throw new PixelDataMissing(`frame ${frame} of ${image.numberOfFrames}`);
  return image;
}

/** @param frame 1-based @throws as {@link imageToDecode} */
export function frameRecipe(o: DicomObject, frame: number): FrameRecipe {
  const image = imageToDecode(o, frame);
  const isIndexed = image.photometricInterpretation === 'PALETTE COLOR';
  return {
    transferSyntaxUid: o.transferSyntaxUid,
    image,
    frameNumber: frame,
    palette: isIndexed ? readPalette(o, image.signed) : null,
  };
}
