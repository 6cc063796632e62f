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
export async function decodeWithWasm(
  name: CodecName,
  encoded: Uint8Array,
  image: ImagePixel,
): Promise<Uint8Array> {
  const { Context, NativeCodecs } = await load();
  try {
    const context = new Context({
      width: image.columns,
      height: image.rows,
      bitsAllocated: image.bitsAllocated,
      bitsStored: image.bitsStored,
      samplesPerPixel: image.samplesPerPixel,
      pixelRepresentation: image.signed ? 1 : 0,
      planarConfiguration: image.planar ? 1 : 0,
      photometricInterpretation: image.photometricInterpretation,
      encodedBuffer: encoded,
    });
    const decoded = NativeCodecs[name](context, { convertColorspaceToRgb: false }).getDecodedBuffer();
    if (!decoded) throw new Error('the codec gave no pixels');
    return decoded;
  } catch (error) {
    // A codec that threw or trapped leaves its memory as it was at that moment; the next frame gets a fresh instance.
    NativeCodecs.release();
    loading = undefined;
    throw new PixelDataDamaged('the codec cannot read the frame', { cause: error });
  }
}
