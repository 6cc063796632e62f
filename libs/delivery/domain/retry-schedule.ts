/** Bounded exponential backoff. */
export interface RetrySchedule {
  readonly firstSeconds: number;
  readonly maxSeconds: number;
  /** How many attempts a delivery has before it is given up. */
  readonly attempts: number;
}

/** The share of a delay that is left to chance, so that peers that come back are not met by everyone at once. */
const JITTER = 0.2;

/**
 * Milliseconds to wait after the `failures`-th failure in a row: the first delay, doubled each time up to the
 * longest, shortened by up to a fifth.
 * @param chance 0..1
 */
export function delayMs(
  { firstSeconds, maxSeconds }: Pick<RetrySchedule, 'firstSeconds' | 'maxSeconds'>,
  failures: number,
  chance: number,
): number {
  const doubled = firstSeconds * 2 ** Math.min(Math.max(failures, 1) - 1, 30);
  return Math.round(Math.min(doubled, maxSeconds) * 1000 * (1 - JITTER * chance));
}
