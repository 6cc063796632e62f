/** Whether this page holds work that the server does not have yet, and where the reader wanted to go meanwhile. */
export interface UnsavedWork {
  readonly dirty: boolean;
  readonly wanted: (() => void) | null;
}

let current: UnsavedWork = { dirty: false, wanted: null };
let dirtyAt = '';
const listeners = new Set<() => void>();

function become(next: UnsavedWork): void {
  current = next;
  for (const listener of listeners) listener();
}

export const unsavedWork = {
  get: (): UnsavedWork => current,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  markDirty: (dirty: boolean): void => {
    if (dirty === current.dirty) return;
    dirtyAt = window.location.href;
    become({ ...current, dirty });
  },
  /** Goes now when nothing would be lost; else asks first. */
  leave: (go: () => void): void => {
    if (current.dirty) become({ ...current, wanted: go });
    else go();
  },
  stay: (): void => become({ ...current, wanted: null }),
  discard: (): void => {
    const go = current.wanted;
    become({ dirty: false, wanted: null });
    go?.();
  },
};

/**
 * The back button: the browser has already gone when it says so. Stand where we were until the reader has answered.
 * Registered when the page loads, so that it comes before the router's own listener and can stop it.
 */
export function guardBackButton(): void {
  window.addEventListener(
    'popstate',
    (event) => {
      if (!current.dirty) return;
      event.stopImmediatePropagation();
      window.history.pushState(null, '', dirtyAt);
      unsavedWork.leave(() => window.history.back());
    },
    { capture: true },
  );
}
