import type { FrameHeader } from '@wetread/contracts';

/** A decoded frame as the server sends it: stored values, described by its header. */
export interface Frame {
  readonly key: string;
  readonly header: FrameHeader;
  readonly bytes: ArrayBuffer;
}

/** Grey values shown, in modality units (PS3.3 C.11.2.1.2). */
export interface GreyWindow {
  readonly center: number;
  readonly width: number;
}

/** Image (pixel edges, origin top left) to canvas, in CSS pixels: x' = a x + c y + e, y' = b x + d y + f. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

export interface FilmState {
  readonly rows: number;
  readonly columns: number;
  readonly window: GreyWindow;
  readonly inverted: boolean;
  readonly colour: boolean;
  readonly imageToCanvas: Affine;
  /** CSS pixels per image pixel, along a row. */
  readonly scale: number;
}

/** Shows one frame in an element. The wall between the reading room and the engine that draws. */
export interface FilmViewer {
  show(frame: Frame): Promise<void>;
  setWindow(window: GreyWindow): void;
  setInverted(inverted: boolean): void;
  panBy(dx: number, dy: number): void;
  /** Multiplies the zoom about a point of the canvas (its middle when none is given). */
  zoomBy(factor: number, about?: readonly [number, number]): void;
  fit(): void;
  /** One image pixel on one pixel of the screen. */
  actualSize(): void;
  /** Window, polarity, zoom and place as the frame came. */
  reset(): void;
  state(): FilmState | null;
  subscribe(listener: () => void): () => void;
  destroy(): void;
}
