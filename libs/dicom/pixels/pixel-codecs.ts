import type { ImagePixel } from './image-pixel';
import {
  type CodecName,
  decodeWithWasm,
  type EncodedPixels,
  type EncoderName,
  type EncoderParameters,
  encodeWithWasm,
} from './wasm-codec';

/** Who decompresses and compresses frames; both may throw PixelDataDamaged. */
export interface PixelCodecs {
  decode(name: CodecName, encoded: Uint8Array, image: ImagePixel): Promise<Uint8Array>;
  encode(
    name: EncoderName,
    native: Uint8Array,
    image: ImagePixel,
    parameters: EncoderParameters,
  ): Promise<EncodedPixels>;
}

/** Blocks the thread that asks: right for worker threads, command lines and small frames. */
export const codecsInThisThread: PixelCodecs = { decode: decodeWithWasm, encode: encodeWithWasm };
