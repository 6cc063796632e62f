import { TransferSyntax } from '../dictionary/transfer-syntax';
import { type ImagePixel, readImagePixel } from '../pixels/image-pixel';
import { packBits, sampleCount, unpackBits } from '../pixels/samples';
import type { EncodedPixels } from '../pixels/wasm-codec';
import { HeadWriter, UNDEFINED_LENGTH } from './data-set-writer';
import { transcodeFrame } from './transcode-frame';
import type { TranscodingSource } from './transcoding-source';

/** Pixel data in another form. */
export interface RewrittenPixels {
  /** Whole elements by tag, which take the place of those of the object. */
  overrides: Record<string, Buffer>;
  /** The element (7FE0,0010), frame by frame. */
  write(): AsyncGenerator<Uint8Array>;
}

const PIXEL_DATA = '7FE00010';

/** Compressed pixel data as native ones. */
export async function nativePixels(source: TranscodingSource, target: string): Promise<RewrittenPixels> {
  const image = readImagePixel(source.header);
  const heads = new HeadWriter(target);
  const length = Math.ceil((sampleCount(image) * image.bitsAllocated * image.numberOfFrames) / 8);
  const isImplicit = target === TransferSyntax.ImplicitVrLittleEndian;
  const vr = isImplicit || image.bitsAllocated > 8 ? 'OW' : 'OB';
  const frames = firstFrameAnd(source, target, image);
  return {
    overrides: describe(image, await frames.first, heads),
    async *write() {
      yield heads.element(PIXEL_DATA, vr, length + (length % 2));
      if (image.bitsAllocated === 1) yield* joinedBits(frames.all(), sampleCount(image));
      else for await (const frame of frames.all()) yield frame.bytes;
      if (length % 2 > 0) yield Buffer.alloc(1);
    },
  };
}

/** Frames of 1-bit pixels follow each other without padding (PS3.5 section 8.1.1), so one may begin inside a byte. */
async function* joinedBits(
  frames: AsyncIterable<EncodedPixels>,
  pixelsOfFrame: number,
): AsyncGenerator<Uint8Array> {
  let pixels: Uint8Array = new Uint8Array();
  for await (const { bytes } of frames) {
    pixels = Buffer.concat([pixels, unpackBits(bytes, 0, pixelsOfFrame)]);
    const whole = pixels.length - (pixels.length % 8);
    yield packBits(pixels.subarray(0, whole));
    pixels = pixels.slice(whole);
  }
  if (pixels.length > 0) yield packBits(pixels);
}

/** Pixel data as one fragment a frame, with an empty Basic Offset Table (PS3.5 annex A.4). */
export async function compressedPixels(source: TranscodingSource, target: string): Promise<RewrittenPixels> {
  const image = readImagePixel(source.header);
  const heads = new HeadWriter(target);
  const frames = firstFrameAnd(source, target, image);
  return {
    overrides: describe(image, await frames.first, heads),
    async *write() {
      yield heads.element(PIXEL_DATA, 'OB', UNDEFINED_LENGTH);
      yield heads.item(0);
      for await (const { bytes } of frames.all()) {
        yield heads.item(bytes.length + (bytes.length % 2));
        yield bytes;
        if (bytes.length % 2 > 0) yield Buffer.alloc(1);
      }
      yield heads.endOfSequence();
    },
  };
}

/** The first frame tells how the codec leaves the colours, which the header must say before the pixels come. */
function firstFrameAnd(source: TranscodingSource, target: string, { numberOfFrames }: ImagePixel) {
  const read = async (number: number): Promise<EncodedPixels> =>
    transcodeFrame(source.header, await source.frame(number), number, target, source.codecs);
  const first = read(1);
  return {
    first,
    async *all(): AsyncGenerator<EncodedPixels> {
      yield await first;
      for (let number = 2; number <= numberOfFrames; number++) yield await read(number);
    },
  };
}

/** Attributes of the Image Pixel module that decoding changes: colours interleaved, samples down from High Bit. */
function describe(image: ImagePixel, frame: EncodedPixels, heads: HeadWriter): Record<string, Buffer> {
  const overrides: Record<string, Buffer> = {};
  const short = (tag: string, value: number): void => {
    overrides[tag] = Buffer.concat([heads.element(tag, 'US', 2), Buffer.from([value & 0xff, value >> 8])]);
  };
  if (frame.photometricInterpretation !== image.photometricInterpretation) {
    const text = frame.photometricInterpretation.padEnd(
      frame.photometricInterpretation.length + (frame.photometricInterpretation.length % 2),
    );
    overrides['00280004'] = Buffer.concat([heads.element('00280004', 'CS', text.length), Buffer.from(text)]);
  }
  if (image.samplesPerPixel > 1) short('00280006', 0);
  if (image.highBit !== image.bitsStored - 1) short('00280102', image.bitsStored - 1);
  return overrides;
}
