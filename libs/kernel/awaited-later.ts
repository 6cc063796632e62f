/** A promise whose rejection is no surprise before somebody awaits it in its turn. */
export function awaitedLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
