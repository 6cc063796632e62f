import { useEffect, useState, useSyncExternalStore, type RefObject } from 'react';
import { CornerstoneFilmViewer } from './cornerstone-film-viewer';
import type { FilmState, FilmViewer, Frame } from './film-viewer';

export interface Film {
  readonly viewer: FilmViewer | null;
  readonly state: FilmState | null;
  readonly drawFault: boolean;
}

const nothing = (): (() => void) => () => undefined;

/** Mounts the engine in the element and shows the frame in it. */
export function useFilmViewer(element: RefObject<HTMLDivElement | null>, frame: Frame | undefined): Film {
  const [viewer, setViewer] = useState<FilmViewer | null>(null);
  const [drawFault, setDrawFault] = useState(false);

  useEffect(() => {
    if (!element.current) return;
    let mounted: FilmViewer;
    try {
      mounted = new CornerstoneFilmViewer(element.current);
    } catch {
      setDrawFault(true);
      return;
    }
    setViewer(mounted);
    return () => {
      setViewer(null);
      mounted.destroy();
    };
  }, [element]);

  useEffect(() => {
    if (!viewer || !frame) return;
    let wanted = true;
    setDrawFault(false);
    viewer.show(frame).catch(() => wanted && setDrawFault(true));
    return () => {
      wanted = false;
    };
  }, [viewer, frame]);

  const state = useSyncExternalStore(viewer ? (listener) => viewer.subscribe(listener) : nothing, () =>
    viewer ? viewer.state() : null,
  );
  return { viewer, state, drawFault };
}
