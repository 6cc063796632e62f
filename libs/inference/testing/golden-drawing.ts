import type { GreyImage } from '../domain/grey-image';

type Ellipse = readonly [cx: number, cy: number, rx: number, ry: number];
/** A picture that training drew by formula; `golden.json` explains the formulas. */
export type GoldenDrawing = { readonly width: number; readonly height: number } & (
  | { readonly formula: 'ramp'; readonly a: number; readonly b: number }
  | { readonly formula: 'checker'; readonly period: number }
  | { readonly formula: 'disc'; cx: number; cy: number; r: number; inside: number; outside: number }
  | { readonly formula: 'noise'; readonly seed: number }
  | { readonly formula: 'chest'; readonly right: Ellipse; readonly left: Ellipse; readonly heart: Ellipse }
);

/** Draws it again: both sides see the same picture, and it is of nobody. */
export function drawGolden(drawing: GoldenDrawing): GreyImage {
  const { width, height } = drawing;
  const level = levelOf(drawing);
  const data = Uint8Array.from({ length: width * height }, (_, i) => level(i % width, Math.floor(i / width)));
  return { width, height, data };
}

function levelOf(drawing: GoldenDrawing): (x: number, y: number) => number {
  const { width, height } = drawing;
  switch (drawing.formula) {
    case 'ramp': {
      const { a, b } = drawing;
      return (x, y) => Math.floor((255 * ((a * x) / (width - 1) + (b * y) / (height - 1))) / (a + b));
    }
    case 'checker': {
      const { period } = drawing;
      return (x, y) => ((Math.floor(x / period) + Math.floor(y / period)) % 2) * 255;
    }
    case 'disc': {
      const { cx, cy, r, inside, outside } = drawing;
      return (x, y) => ((x - cx) ** 2 + (y - cy) ** 2 <= r ** 2 ? inside : outside);
    }
    case 'noise': {
      let state = drawing.seed;
      return () => (state = (Math.imul(1664525, state) + 1013904223) >>> 0) >>> 24;
    }
    case 'chest': {
      const { right, left, heart } = drawing;
      const holds = ([cx, cy, rx, ry]: Ellipse, x: number, y: number): boolean =>
        (((x + 0.5) / width - cx) / rx) ** 2 + (((y + 0.5) / height - cy) / ry) ** 2 <= 1;
      return (x, y) => {
        if (holds(heart, x, y)) return 215;
        return holds(right, x, y) || holds(left, x, y) ? 60 : 190;
      };
    }
  }
}
