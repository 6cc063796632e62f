import { PixelDataDamaged, PixelDataMissing, UnsupportedPixelFormat } from '../dicom-error';
import { isNativeTransferSyntax, TransferSyntax } from '../dictionary/transfer-syntax';
import type { DicomObject } from '../header/dicom-object';
import { inflateBounded } from '../header/inflate';
import { defaultReadLimits } from '../header/read-limits';
import { checkCodestream } from './codestream';
import { expand422, jpegIsYbr, ybrFullToRgb } from './colour';
import type { DecodedFrame, PixelArray } from './decoded-frame';
import { encapsulatedFrame } from './frame-bytes';
import { codecOf, type FrameRecipe, frameRecipe, imageToDecode } from './frame-recipe';
import type { ImagePixel } from './image-pixel';
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

/** (0028,0008), at least 1; 0 when the object carries no pixels. */
export const frameCount = (o: DicomObject): number =>
  o.has('PixelData') ? Math.max(1, Math.trunc(o.number('NumberOfFrames') ?? 1)) : 0;

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
  return decodeByRecipe(frameRecipe(o, frame), encoded, codecs);
}

/** {@link decodeFrameBytes} by what was read of the header before. */
export async function decodeByRecipe(
  recipe: FrameRecipe,
  encoded: Uint8Array,
  codecs: PixelCodecs,
): Promise<DecodedFrame> {
  const samples = await readSamples(recipe.transferSyntaxUid, encoded, recipe.image, codecs);
  return { frameNumber: recipe.frameNumber, ...toFrame(samples, recipe) };
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
  const { data, isYbr } = await readSamples(o.transferSyntaxUid, encoded, image, codecs);
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

async function readSamples(
  transferSyntaxUid: string,
  encoded: Uint8Array,
  image: ImagePixel,
  codecs: PixelCodecs,
): Promise<Samples> {
  const codec = codecOf(transferSyntaxUid);
  if (codec) return codecSamples(codec, encoded, image, codecs);
  const bytes =
    transferSyntaxUid === TransferSyntax.DeflatedImageFrame
      ? inflateBounded(encoded, { ...defaultReadLimits, inflatedBytes: sampleCount(image) * 4 + 16 })
      : encoded;
  const unpacked = image.bitsAllocated === 1 ? unpackBits(bytes, 0, sampleCount(image)) : bytes;
  const bigEndian = transferSyntaxUid === TransferSyntax.ExplicitVrBigEndian;
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
  { data, isYbr }: Samples,
  { image, palette }: FrameRecipe,
): Omit<DecodedFrame, 'frameNumber'> {
  const { rows, columns } = image;
  if (palette) {
    return {
      rows,
      columns,
      samplesPerPixel: 3,
      bitsAllocated: 8,
      bitsStored: 8,
      signed: false,
      photometricInterpretation: 'RGB',
      data: applyPalette(data, palette),
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
