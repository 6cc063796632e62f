import type { DrawnFinding, FractionBox } from './phantom-finding';
import type { RandomStream } from './random';
import type { Scene } from './scene';

export interface PaintContext {
  random: RandomStream;
  heartBox: FractionBox;
}

/** Lays one finding over the scene and returns its box. */
export type FindingPainter = (scene: Scene, finding: DrawnFinding, context: PaintContext) => FractionBox;
