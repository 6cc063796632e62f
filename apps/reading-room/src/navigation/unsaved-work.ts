/** Whether this page holds work that the server does not have yet, and where the reader wanted to go meanwhile. */
export interface UnsavedWork {
  readonly dirty: boolean;
  readonly wanted: (() => void) | null;
}

let current: UnsavedWork = { dirty: false, wanted: null };
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
    if (dirty !== current.dirty) become({ ...current, dirty });
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
