import {
  cache,
  Enums,
  getShouldUseCPURendering,
  init,
  RenderingEngine,
  type Types,
} from '@cornerstonejs/core';
import { affineFromCorners, apply, applyInverse, type Point } from './affine';
import { forgetFrame, imageIdOf, offerFrame, registerFrames } from './cornerstone-frames';
import type { FilmState, FilmViewer, Frame, GreyWindow } from './film-viewer';
import { windowEnds } from './grey-window';

let engines = 0;

/** Films drawn by Cornerstone3D: WebGL where there is one, its canvas renderer elsewhere. */
export class CornerstoneFilmViewer implements FilmViewer {
  private readonly engine: RenderingEngine;
  private readonly viewport: Types.IStackViewport;
  private readonly listeners = new Set<() => void>();
  private readonly resizing: ResizeObserver;
  private frame: Frame | null = null;
  private window: GreyWindow = { center: 128, width: 256 };
  private inverted = false;
  private current: FilmState | null = null;

  constructor(private readonly element: HTMLDivElement) {
    init();
    registerFrames();
    engines += 1;
    this.engine = new RenderingEngine(`film-engine-${engines}`);
    const viewportId = `film-${engines}`;
    this.engine.enableElement({ viewportId, type: Enums.ViewportType.STACK, element });
    this.viewport = this.engine.getViewport(viewportId) as Types.IStackViewport;
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(element);
    element.addEventListener(Enums.Events.CAMERA_MODIFIED, this.publish);
  }

  async show(frame: Frame): Promise<void> {
    if (this.frame) forgetFrame(this.frame);
    this.frame = frame;
    offerFrame(frame);
    await this.viewport.setStack([imageIdOf(frame)]);
    if (this.frame !== frame) return;
    this.reset();
  }

  setWindow(window: GreyWindow): void {
    if (!this.frame || this.frame.header.samplesPerPixel === 3) return;
    this.window = window;
    const { voiLutFunction } = this.frame.header;
    this.viewport.setProperties({ voiRange: windowEnds(window, voiLutFunction) });
    this.draw();
  }

  setInverted(inverted: boolean): void {
    this.inverted = inverted;
    this.viewport.setProperties({ invert: inverted });
    this.draw();
  }

  panBy(dx: number, dy: number): void {
    this.shift(dx, dy);
    this.draw();
  }

  zoomBy(factor: number, about?: Point): void {
    const before = this.current;
    if (!before) return;
    const pivot = about ?? [this.element.clientWidth / 2, this.element.clientHeight / 2];
    const held = applyInverse(before.imageToCanvas, pivot);
    const zoom = Math.min(60, Math.max(0.1, this.viewport.getZoom() * factor));
    this.viewport.setZoom(zoom);
    if (held) {
      const [x, y] = apply(this.imageToCanvas(), held);
      this.shift(pivot[0] - x, pivot[1] - y);
    }
    this.draw();
  }

  fit(): void {
    this.viewport.resetCamera();
    this.draw();
  }

  actualSize(): void {
    if (!this.current) return;
    this.zoomBy(1 / (this.current.scale * window.devicePixelRatio));
  }

  reset(): void {
    if (!this.frame) return;
    const { windowCenter, windowWidth, voiLutFunction, inverted } = this.frame.header;
    this.window = { center: windowCenter, width: windowWidth };
    this.inverted = inverted;
    this.viewport.resetCamera();
    const colour = this.frame.header.samplesPerPixel === 3;
    this.viewport.setProperties({
      invert: inverted,
      ...(colour ? {} : { voiRange: windowEnds(this.window, voiLutFunction) }),
      ...(colour || getShouldUseCPURendering() ? {} : { VOILUTFunction: lutShape(voiLutFunction) }),
    });
    this.draw();
  }

  state(): FilmState | null {
    return this.current;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  destroy(): void {
    this.resizing.disconnect();
    this.element.removeEventListener(Enums.Events.CAMERA_MODIFIED, this.publish);
    if (this.frame) forgetFrame(this.frame);
    this.frame = null;
    this.listeners.clear();
    this.engine.destroy();
    cache.purgeCache();
  }

  private resize(): void {
    if (this.element.clientWidth === 0 || this.element.clientHeight === 0) return;
    this.engine.resize(true, true);
    this.publish();
  }

  private draw(): void {
    this.viewport.render();
    this.publish();
  }

  private readonly publish = (): void => {
    if (!this.frame || !this.viewport.getCornerstoneImage()) return;
    const { rows, columns, samplesPerPixel } = this.frame.header;
    const imageToCanvas = this.imageToCanvas();
    this.current = {
      rows,
      columns,
      window: this.window,
      inverted: this.inverted,
      colour: samplesPerPixel === 3,
      imageToCanvas,
      scale: Math.hypot(imageToCanvas.a, imageToCanvas.b),
    };
    for (const listener of this.listeners) listener();
  };

  /**
   * Moves the film on the canvas, by CSS pixels. The camera is moved instead of `setPan`, whose unit differs between
   * the WebGL and the canvas renderer.
   */
  private shift(dx: number, dy: number): void {
    const map = this.imageToCanvas();
    const from = applyInverse(map, [0, 0]);
    const to = applyInverse(map, [dx, dy]);
    if (!from || !to) return;
    const { columnPixelSpacing, rowPixelSpacing } = this.viewport.getCornerstoneImage();
    const [wx, wy] = [
      (to[0] - from[0]) * (columnPixelSpacing || 1),
      (to[1] - from[1]) * (rowPixelSpacing || 1),
    ];
    const { focalPoint, position } = this.viewport.getCamera();
    const moved = (point: Types.Point3 | undefined): Types.Point3 | undefined =>
      point && [point[0] - wx, point[1] - wy, point[2]];
    this.viewport.setCamera({ focalPoint: moved(focalPoint), position: moved(position) });
  }

  /**
   * The canvas renderer draws into a buffer of CSS pixels, yet divides by the device pixel ratio when it is asked for
   * a place: on a dense screen every region would lie in the wrong spot. Measured on the canvas, so that it stays
   * right if the engine mends this.
   */
  private cssPerCanvasUnit(): number {
    if (!getShouldUseCPURendering()) return 1;
    const { width } = this.viewport.getCanvas();
    return width > 0 ? (window.devicePixelRatio * this.element.clientWidth) / width : 1;
  }

  /** World space is the image's own plane; pixel centres lie on whole indices, so edges are half a pixel off. */
  private imageToCanvas() {
    const image = this.viewport.getCornerstoneImage();
    const [sx, sy] = [image.columnPixelSpacing || 1, image.rowPixelSpacing || 1];
    const k = this.cssPerCanvasUnit();
    const at = (x: number, y: number): Point => {
      const [cx, cy] = this.viewport.worldToCanvas([(x - 0.5) * sx, (y - 0.5) * sy, 0]);
      return [cx * k, cy * k];
    };
    return affineFromCorners(at(0, 0), at(1, 0), at(0, 1));
  }
}

function lutShape(voiLutFunction: Frame['header']['voiLutFunction']): Enums.VOILUTFunctionType {
  const { SAMPLED_SIGMOID, LINEAR } = Enums.VOILUTFunctionType;
  // The canvas renderer knows straight lines only and says so by throwing: there a sigmoid is drawn as its window.
  // Ends of the window are worked out in `windowEnds`, so both linear functions draw as LINEAR.
  return voiLutFunction === 'SIGMOID' ? SAMPLED_SIGMOID : LINEAR;
}
