import { PixelDataDamaged } from '../dicom-error';
import type { ImagePixel } from './image-pixel';

export type CodecName = 'decodeJpeg' | 'decodeJpegLs' | 'decodeJpeg2000' | 'decodeHtJpeg2000' | 'decodeRle';

type Codecs = typeof import('dcmjs-codecs');
let loading: Promise<Codecs> | undefined;

/** Loads the codecs on first use; each worker thread has its own instance. */
async function load(): Promise<Codecs> {
  loading ??= (async () => {
    // Not import(): the package is a CommonJS bundle whose names a native dynamic import does not see.
    const codecs = require('dcmjs-codecs') as Codecs;
    // The codecs print what libjpeg and OpenJPEG complain about; our errors say it once.
    codecs.log.setLevel('silent');
    if (!codecs.NativeCodecs.isInitialized()) await codecs.NativeCodecs.initializeAsync();
    return codecs;
  })();
  return loading;
}

/**
 * Decodes one frame to interleaved samples, little endian, no colour transform by us.
 * @throws PixelDataDamaged
 */
export const decodeWithWasm = (
  name: CodecName,
  encoded: Uint8Array,
  image: ImagePixel,
): Promise<Uint8Array> =>
  withCodecs('the codec cannot read the frame', ({ Context, NativeCodecs }) => {
    const context = new Context({ ...contextOf(image), encodedBuffer: encoded });
    const decoded = NativeCodecs[name](context, { convertColorspaceToRgb: false }).getDecodedBuffer();
    if (!decoded) throw new Error('the codec gave no pixels');
    return decoded;
  });

export type EncoderName = 'encodeJpeg' | 'encodeJpegLs' | 'encodeJpeg2000' | 'encodeHtJpeg2000' | 'encodeRle';

/** Parameters of the encoders of dcmjs-codecs. */
export type EncoderParameters =
  Record<string, never> | { lossy: boolean; quality?: number; predictor?: number };

export interface EncodedPixels {
  bytes: Uint8Array;
  /** As the codec left the colours, such as YBR_RCT. */
  photometricInterpretation: string;
}

/**
 * Encodes one frame of interleaved samples, little endian.
 * @throws PixelDataDamaged
 */
export const encodeWithWasm = (
  name: EncoderName,
  native: Uint8Array,
  image: ImagePixel,
  parameters: EncoderParameters,
): Promise<EncodedPixels> =>
  withCodecs('the codec cannot write the frame', ({ Context, NativeCodecs }) => {
    const context = new Context({ ...contextOf({ ...image, planar: false }), decodedBuffer: native });
    const encoded = NativeCodecs[name](context, parameters);
    const bytes = encoded.getEncodedBuffer();
    if (!bytes) throw new Error('the codec gave no stream');
    return {
      bytes,
      photometricInterpretation: encoded.getPhotometricInterpretation() ?? image.photometricInterpretation,
    };
  });

/** The frame as dcmjs-codecs describes it. */
const contextOf = (image: ImagePixel): object => ({
  width: image.columns,
  height: image.rows,
  bitsAllocated: image.bitsAllocated,
  bitsStored: image.bitsStored,
  samplesPerPixel: image.samplesPerPixel,
  pixelRepresentation: image.signed ? 1 : 0,
  planarConfiguration: image.planar ? 1 : 0,
  photometricInterpretation: image.photometricInterpretation,
});

async function withCodecs<T>(failure: string, work: (codecs: Codecs) => T): Promise<T> {
  const codecs = await load();
  try {
    return work(codecs);
  } catch (error) {
    // A codec that threw or trapped leaves its memory as it was at that moment; the next frame gets a fresh instance.
    codecs.NativeCodecs.release();
    loading = undefined;
    throw new PixelDataDamaged(failure, { cause: error });
  }
}
