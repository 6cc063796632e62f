/** A picture for eyes and models: bright means dense (little radiation on the film), 0..255. */
export interface GreyImage {
  width: number;
  height: number;
  /** Row by row, `width * height` values. */
  data: Uint8Array;
}

/** Interleaved RGB, 8 bit, `width * height * 3` values. */
export interface RgbImage {
  width: number;
  height: number;
  data: Uint8Array;
}
