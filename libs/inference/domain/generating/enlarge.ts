import type { GreyImage } from '../grey-image';
import { letterbox } from '../letterbox';

/** Viewers show a film of 128 pixels as blocks, and words burned into it would cover a third of it. */
const TIMES = 2;

/** A square picture with twice as many pixels along its sides, linear between them. */
export function enlarge({ width, height, data }: GreyImage): GreyImage {
  const side = TIMES * Math.max(width, height);
  const { square } = letterbox({ width, height, data }, side);
  return { width: side, height: side, data: Uint8Array.from(square, (value) => Math.round(value * 255)) };
}
