import {
  PixelDataDamaged,
  PixelDataMissing,
  UnsupportedPixelFormat,
  UnsupportedTransferSyntax,
} from '../dicom-error';
import { isNativeTransferSyntax, TransferSyntax, transferSyntaxName } from '../dictionary/transfer-syntax';
import type { DicomObject } from '../header/dicom-object';
import { inflateBounded } from '../header/inflate';
import { defaultReadLimits } from '../header/read-limits';
import { checkCodestream } from './codestream';
import { expand422, jpegIsYbr, ybrFullToRgb } from './colour';
import type { DecodedFrame, PixelArray } from './decoded-frame';
import { encapsulatedFrame } from './frame-bytes';
import { type ImagePixel, readImagePixel } from './image-pixel';
import { applyPalette } from './palette';
import {
  interleave,
  nativeFrame,
  packSamples,
  sampleCount,
  swapPairs,
  toSamples,
  unpackBits,
} from './samples';
import { codecsInThisThread, type PixelCodecs } from './pixel-codecs';
import type { CodecName } from './wasm-codec';

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

/** (0028,0008), at least 1; 0 when the object carries no pixels. */
export const frameCount = (o: DicomObject): number =>
  o.has('PixelData') ? Math.max(1, Math.trunc(o.number('NumberOfFrames') ?? 1)) : 0;

/** Whether {@link decodeFrame} knows the transfer syntax. */
export const isDecodable = (uid: string): boolean =>
  uid in codecNames || isNativeTransferSyntax(uid) || FRAGMENTED_NATIVE.has(uid);

const FRAGMENTED_NATIVE = new Set<string>([
  TransferSyntax.EncapsulatedUncompressed,
  TransferSyntax.DeflatedImageFrame,
]);

/** Samples as they leave the codec, with the colour space they are in. */
interface Samples {
  data: PixelArray;
  isYbr: boolean;
}

/**
 * Decodes one frame to stored values (grey) or RGB (colour); usable in any thread.
 * @param frame 1-based
 * @throws UnsupportedTransferSyntax, UnsupportedPixelFormat, PixelDataMissing, PixelDataDamaged
 */
export async function decodeFrame(o: DicomObject, frame: number): Promise<DecodedFrame> {
  const image = imageToDecode(o, frame);
  const encoded = isNativeTransferSyntax(o.transferSyntaxUid)
    ? nativeBytes(o, frame, image)
    : encapsulatedFrame(o, frame, image.numberOfFrames);
  return decodeFrameBytes(o, encoded, frame);
}

/**
 * Decodes one frame whose bytes were read elsewhere: as they are stored, but with 1 bit allocated from a byte's
 * first bit on.
 * @param o the header; its pixel data are not looked at
 * @throws as {@link decodeFrame}
 */
export async function decodeFrameBytes(
  o: DicomObject,
  encoded: Uint8Array,
  frame: number,
  codecs: PixelCodecs = codecsInThisThread,
): Promise<DecodedFrame> {
  const image = imageToDecode(o, frame);
  return { frameNumber: frame, ...toFrame(o, await readSamples(o, encoded, image, codecs), image) };
}

/**
 * The samples of one frame, little endian in as many bits as are allocated, colour by pixel: native pixel data as
 * Explicit VR Little Endian holds them. Palette indices stay, YBR of a JPEG family stream becomes RGB.
 * @throws as {@link decodeFrame}
 */
export async function decodeToNative(
  o: DicomObject,
  encoded: Uint8Array,
  frame: number,
  codecs: PixelCodecs = codecsInThisThread,
): Promise<NativeFrame> {
  const image = imageToDecode(o, frame);
  const { data, isYbr } = await readSamples(o, encoded, image, codecs);
  const colour = image.samplesPerPixel === 3;
  return {
    bytes: packSamples(isYbr ? ybrFullToRgb(data, image.bitsStored) : data, image),
    photometricInterpretation: colour ? 'RGB' : image.photometricInterpretation,
  };
}

export interface NativeFrame {
  bytes: Uint8Array;
  photometricInterpretation: string;
}

function imageToDecode(o: DicomObject, frame: number): ImagePixel {
  if (!o.has('PixelData')) throw new PixelDataMissing('the object has no Pixel Data');
  if (!isDecodable(o.transferSyntaxUid))
    throw new UnsupportedTransferSyntax(o.transferSyntaxUid, transferSyntaxName(o.transferSyntaxUid));
  const image = readImagePixel(o);
  if (!Number.isInteger(frame) || frame < 1 || frame > image.numberOfFrames)
    throw new PixelDataMissing(`frame ${frame} of ${image.numberOfFrames}`);
  return image;
}

async function readSamples(
  o: DicomObject,
  encoded: Uint8Array,
  image: ImagePixel,
  codecs: PixelCodecs,
): Promise<Samples> {
  const codec = codecNames[o.transferSyntaxUid];
  if (codec) return codecSamples(codec, encoded, image, codecs);
  const bytes =
    o.transferSyntaxUid === TransferSyntax.DeflatedImageFrame
      ? inflateBounded(encoded, { ...defaultReadLimits, inflatedBytes: sampleCount(image) * 4 + 16 })
      : encoded;
  const unpacked = image.bitsAllocated === 1 ? unpackBits(bytes, 0, sampleCount(image)) : bytes;
  const bigEndian = o.transferSyntaxUid === TransferSyntax.ExplicitVrBigEndian;
  return arrange(toSamples(unpacked, image, bigEndian), image);
}

function nativeBytes(o: DicomObject, frame: number, image: ImagePixel): Uint8Array {
  const bytes = o.bytes('PixelData');
  if (!bytes) throw new PixelDataMissing('the Pixel Data are empty');
  const bigEndian = o.transferSyntaxUid === TransferSyntax.ExplicitVrBigEndian;
  const swapped =
    bigEndian && image.bitsAllocated <= 8 && o.vr('PixelData') === 'OW' ? swapPairs(bytes) : bytes;
  return nativeFrame(swapped, frame, image);
}

function arrange(samples: PixelArray, image: ImagePixel): Samples {
  const pixels = image.rows * image.columns;
  const isYbr = image.photometricInterpretation.startsWith('YBR_FULL');
  if (image.photometricInterpretation === 'YBR_FULL_422') return { data: expand422(samples, pixels), isYbr };
  return { data: image.planar ? interleave(samples, pixels) : samples, isYbr };
}

async function codecSamples(
  codec: CodecName,
  encoded: Uint8Array,
  image: ImagePixel,
  codecs: PixelCodecs,
): Promise<Samples> {
  if (image.bitsAllocated === 1)
    throw new UnsupportedPixelFormat('1 bit allocated in a compressed transfer syntax');
  const stream = codec === 'decodeRle' ? undefined : checkCodestream(encoded, image);
  const bytes = await codecs.decode(codec, encoded, image);
  // The codec answers pixel by pixel, whatever the planar configuration; 4:2:2 comes out expanded.
  const whole = {
    ...image,
    photometricInterpretation:
      image.photometricInterpretation === 'YBR_FULL_422' ? 'YBR_FULL' : image.photometricInterpretation,
  };
  if (bytes.length !== sampleCount(image) * (image.bitsAllocated / 8))
    throw new PixelDataDamaged(`the codec gave ${bytes.length} bytes for a frame`);
  const isYbr =
    codec === 'decodeJpeg' && stream
      ? jpegIsYbr(stream, image.photometricInterpretation)
      : image.photometricInterpretation.startsWith('YBR_FULL');
  return { data: toSamples(bytes, whole, false), isYbr: isYbr && image.samplesPerPixel === 3 };
}

function toFrame(
  o: DicomObject,
  { data, isYbr }: Samples,
  image: ImagePixel,
): Omit<DecodedFrame, 'frameNumber'> {
  const { rows, columns } = image;
  if (image.photometricInterpretation === 'PALETTE COLOR') {
    const rgb = applyPalette(data, o, image.signed);
    return {
      rows,
      columns,
      samplesPerPixel: 3,
      bitsAllocated: 8,
      bitsStored: 8,
      signed: false,
      photometricInterpretation: 'RGB',
      data: rgb,
    };
  }
  return {
    rows,
    columns,
    samplesPerPixel: image.samplesPerPixel,
    bitsAllocated: (data.BYTES_PER_ELEMENT * 8) as 8 | 16 | 32,
    bitsStored: image.bitsStored,
    signed: image.signed,
    photometricInterpretation:
      image.samplesPerPixel === 3
        ? 'RGB'
        : (image.photometricInterpretation as 'MONOCHROME1' | 'MONOCHROME2'),
    data: isYbr ? ybrFullToRgb(data, image.bitsStored) : data,
  };
}
