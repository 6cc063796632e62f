export type PixelArray = Uint8Array | Uint16Array | Int16Array | Int32Array | Uint32Array;

/** One decoded frame: stored values, or RGB where the object is colour. */
export interface DecodedFrame {
  /** 1-based; picks the functional groups of enhanced objects. */
  frameNumber: number;
  rows: number;
  columns: number;
  samplesPerPixel: 1 | 3;
  /** Size of one element of `data`. */
  bitsAllocated: 8 | 16 | 32;
  bitsStored: number;
  signed: boolean;
  /** After decoding: palettes are applied and YBR is converted, so colour is always RGB, interleaved. */
  photometricInterpretation: 'MONOCHROME1' | 'MONOCHROME2' | 'RGB';
  /** Row by row, `rows * columns * samplesPerPixel` values, sign-extended from `bitsStored`. */
  data: PixelArray;
}
