import { UnsupportedPixelFormat } from '../dicom-error';
import { isNativeTransferSyntax, TransferSyntax } from '../dictionary/transfer-syntax';
import type { DicomObject } from '../header/dicom-object';
import { decodeToNative, type NativeFrame } from '../pixels/decode-frame';
import { isDecodable } from '../pixels/frame-recipe';
import { type ImagePixel, readImagePixel } from '../pixels/image-pixel';
import { codecsInThisThread, type PixelCodecs } from '../pixels/pixel-codecs';
import type { EncodedPixels, EncoderName, EncoderParameters } from '../pixels/wasm-codec';
import { swapWords } from './swap-words';

interface Encoding {
  encoder: EncoderName;
  parameters: EncoderParameters;
}

/** Lossless, so that an object keeps its identity (PS3.4 B.4.1.2 asks a new UID of one that loses something). */
const lossless: Readonly<Record<string, Encoding>> = {
  [TransferSyntax.JpegLosslessFirstOrder]: {
    encoder: 'encodeJpeg',
    parameters: { lossy: false, predictor: 1 },
  },
  [TransferSyntax.JpegLsLossless]: { encoder: 'encodeJpegLs', parameters: { lossy: false } },
  [TransferSyntax.Jpeg2000Lossless]: { encoder: 'encodeJpeg2000', parameters: { lossy: false } },
  [TransferSyntax.HtJpeg2000Lossless]: { encoder: 'encodeHtJpeg2000', parameters: { lossy: false } },
  [TransferSyntax.RleLossless]: { encoder: 'encodeRle', parameters: {} },
};
const JPEG_BASELINE: Encoding = { encoder: 'encodeJpeg', parameters: { lossy: true, quality: 90 } };

/** Transfer syntaxes that one frame of the object can be had in; the one it is stored in comes first. */
export function frameSyntaxes(o: DicomObject): string[] {
  const own = isNativeTransferSyntax(o.transferSyntaxUid)
    ? TransferSyntax.ExplicitVrLittleEndian
    : o.transferSyntaxUid;
  if (!isDecodable(o.transferSyntaxUid)) return [own];
  const image = readImagePixel(o);
  const others = isEncodable(image) ? Object.keys(lossless) : [];
  if (isEncodable(image) && image.bitsStored === 8 && !image.signed) others.push(TransferSyntax.JpegBaseline);
  return [...new Set([own, TransferSyntax.ExplicitVrLittleEndian, ...others])];
}

/** Lossless transfer syntaxes that the object's pixels could be compressed to. */
export const losslessTargets = (o: DicomObject): string[] =>
  frameSyntaxes(o).filter((uid) => uid in lossless);

/** Codecs take 8 or 16 bits, grey or RGB; YBR of native pixel data is left as it is. */
const isEncodable = ({ bitsAllocated, samplesPerPixel }: ImagePixel): boolean =>
  (bitsAllocated === 8 || bitsAllocated === 16) && (samplesPerPixel === 1 || bitsAllocated === 8);

/** Whether a frame's bytes are in a transfer syntax what they are in the object: nothing is transcoded. */
export function isGivenAsStored(o: DicomObject, target: string): boolean {
  const own = o.transferSyntaxUid;
  if (target === own) return true;
  if (!isNativeTransferSyntax(target) || !isNativeTransferSyntax(own)) return false;
  return own !== TransferSyntax.ExplicitVrBigEndian || readImagePixel(o).bitsAllocated <= 8;
}

/**
 * One frame in another transfer syntax: native samples for Explicit VR Little Endian, else a codestream.
 * @param encoded as the object holds it
 * @throws UnsupportedTransferSyntax, UnsupportedPixelFormat, PixelDataDamaged
 */
export async function transcodeFrame(
  o: DicomObject,
  encoded: Uint8Array,
  frame: number,
  target: string,
  codecs: PixelCodecs = codecsInThisThread,
): Promise<EncodedPixels> {
  const image = readImagePixel(o);
  const { photometricInterpretation } = image;
  if (isGivenAsStored(o, target)) return { bytes: encoded, photometricInterpretation };
  if (isNativeTransferSyntax(target))
    return isNativeTransferSyntax(o.transferSyntaxUid)
      ? { bytes: swapWords(encoded, image.bitsAllocated / 8), photometricInterpretation }
      : decodeToNative(o, encoded, frame, codecs);
  const encoding = target === TransferSyntax.JpegBaseline ? JPEG_BASELINE : lossless[target];
  if (!encoding || !isEncodable(image)) throw new UnsupportedPixelFormat(`compressing to ${target}`);
  const native: NativeFrame = await decodeToNative(o, encoded, frame, codecs);
  const described = { ...image, photometricInterpretation: native.photometricInterpretation };
  return codecs.encode(encoding.encoder, native.bytes, described, encoding.parameters);
}
