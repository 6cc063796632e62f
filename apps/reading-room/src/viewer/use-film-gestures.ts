import { useEffect, useRef, useState, type RefObject } from 'react';
import { isTextField } from '../keyboard/use-shortcuts';
import type { Point } from './affine';
import type { FilmViewer, GreyWindow } from './film-viewer';
import { draggedWindow } from './grey-window';

export type FilmTool = 'window' | 'pan' | 'zoom' | 'magnify';

interface Drag {
  readonly tool: FilmTool;
  readonly start: Point;
  readonly window: GreyWindow | null;
  last: Point;
  moved: boolean;
}

interface Gestures {
  /** Where the pointer is over the film, in CSS pixels; null when it is elsewhere. */
  readonly pointer: Point | null;
  readonly dragging: boolean;
}

const CLICK_SLOP = 4;

/** Left drag: the chosen tool. Middle drag or Space: pan. Right drag: zoom. Wheel: zoom about the pointer. */
export function useFilmGestures(
  stage: RefObject<HTMLDivElement | null>,
  viewer: FilmViewer | null,
  tool: FilmTool,
  onClick: (at: Point) => void,
): Gestures {
  const [pointer, setPointer] = useState<Point | null>(null);
  const [dragging, setDragging] = useState(false);
  const live = useRef({ tool, onClick });
  const space = useSpaceHeld();
  useEffect(() => {
    live.current = { tool, onClick };
  });

  useEffect(() => {
    const element = stage.current;
    if (!element || !viewer) return;
    let drag: Drag | null = null;
    const at = (event: MouseEvent): Point => {
      const { left, top } = element.getBoundingClientRect();
      return [event.clientX - left, event.clientY - top];
    };
    const onDown = (event: PointerEvent): void => {
      if (event.button > 2) return;
      element.setPointerCapture(event.pointerId);
      const chosen = toolOf(event.button, space.current, live.current.tool);
      drag = {
        tool: chosen,
        start: at(event),
        last: at(event),
        window: viewer.state()?.window ?? null,
        moved: false,
      };
    };
    const onMove = (event: PointerEvent): void => {
      const here = at(event);
      setPointer(here);
      if (!drag) return;
      if (!drag.moved && Math.hypot(here[0] - drag.start[0], here[1] - drag.start[1]) < CLICK_SLOP) return;
      if (!drag.moved) setDragging(true);
      drag.moved = true;
      follow(viewer, drag, here);
      drag.last = here;
    };
    const onUp = (event: PointerEvent): void => {
      if (drag && !drag.moved && event.button === 0) live.current.onClick(at(event));
      drag = null;
      setDragging(false);
    };
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      viewer.zoomBy(Math.exp(-event.deltaY * 0.0015), at(event));
    };
    const listeners: [string, (event: never) => void][] = [
      ['pointerdown', onDown],
      ['pointermove', onMove],
      ['pointerup', onUp],
      ['pointercancel', onUp],
      ['pointerleave', () => setPointer(null)],
      ['contextmenu', (event: Event) => event.preventDefault()],
      ['dblclick', () => viewer.fit()],
    ];
    for (const [type, listener] of listeners) element.addEventListener(type, listener as EventListener);
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      for (const [type, listener] of listeners) element.removeEventListener(type, listener as EventListener);
      element.removeEventListener('wheel', onWheel);
    };
  }, [stage, viewer, space]);

  return { pointer, dragging };
}

function toolOf(button: number, spaceHeld: boolean, tool: FilmTool): FilmTool {
  if (button === 1 || spaceHeld) return 'pan';
  return button === 2 ? 'zoom' : tool;
}

function follow(viewer: FilmViewer, drag: Drag, here: Point): void {
  const [dx, dy] = [here[0] - drag.last[0], here[1] - drag.last[1]];
  if (drag.tool === 'pan') viewer.panBy(dx, dy);
  else if (drag.tool === 'zoom') viewer.zoomBy(Math.exp(-dy * 0.006), drag.start);
  else if (drag.tool === 'window' && drag.window) {
    viewer.setWindow(draggedWindow(drag.window, here[0] - drag.start[0], here[1] - drag.start[1]));
  }
}

function useSpaceHeld(): RefObject<boolean> {
  const held = useRef(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== ' ' || isTextField(event.target)) return;
      held.current = event.type === 'keydown';
    };
    window.addEventListener('keydown', onKey);
    window.addEventListener('keyup', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('keyup', onKey);
    };
  }, []);
  return held;
}
