import { useEffect, useRef } from 'react';
import { applyInverse, type Point } from './affine';
import type { FilmState, Frame } from './film-viewer';
import { modalityPixels, type Pixels } from './frame-pixels';
import { windowEnds } from './grey-window';
import classes from './magnifier.module.css';

const SIZE = 232;
const POWER = 2.5;

interface Props {
  frame: Frame;
  state: FilmState;
  at: Point;
}

/** A lens that reads the stored values themselves, so that it shows detail which the fitted film leaves out. */
export function Magnifier({ frame, state, at }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pixels = useRef<{ frame: Frame; values: Pixels } | null>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    if (pixels.current?.frame !== frame) pixels.current = { frame, values: modalityPixels(frame) };
    context.putImageData(lens(frame, pixels.current.values, state, at), 0, 0);
  }, [frame, state, at]);
  return (
    <canvas
      ref={canvas}
      width={SIZE}
      height={SIZE}
      className={classes.lens}
      style={{ transform: `translate(${at[0] - SIZE / 2}px, ${at[1] - SIZE / 2}px)` }}
      aria-hidden
    />
  );
}

function lens(frame: Frame, values: Pixels, state: FilmState, at: Point): ImageData {
  const image = new ImageData(SIZE, SIZE);
  const middle = applyInverse(state.imageToCanvas, at);
  if (!middle) return image;
  const { rows, columns, samplesPerPixel: samples, voiLutFunction } = frame.header;
  const { lower, upper } = windowEnds(state.window, voiLutFunction);
  const step = 1 / (state.scale * POWER);
  for (let y = 0; y < SIZE; y++) {
    const row = Math.floor(middle[1] + (y - SIZE / 2) * step);
    for (let x = 0; x < SIZE; x++) {
      const column = Math.floor(middle[0] + (x - SIZE / 2) * step);
      const to = (y * SIZE + x) * 4;
      image.data[to + 3] = 255;
      if (row < 0 || column < 0 || row >= rows || column >= columns) continue;
      for (let channel = 0; channel < 3; channel++) {
        const value = values[(row * columns + column) * samples + (samples === 3 ? channel : 0)] as number;
        const grey = samples === 3 ? value : ((value - lower) / (upper - lower)) * 255;
        image.data[to + channel] = state.inverted && samples === 1 ? 255 - grey : grey;
      }
    }
  }
  return image;
}
