import { TooManyAttempts } from './errors';

interface Failures {
  count: number;
  lastAt: number;
}

/** Failures that are free, and for how long each further one closes the door: 2 s, doubled up to 15 min. */
const limits = {
  // A reader who mistypes, from one place.
  pair: { free: 5 },
  // One place that tries many names.
  address: { free: 20 },
  // One name tried from many places; generous, or anyone could lock anyone out.
  username: { free: 50 },
} as const;
type Kind = keyof typeof limits;

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const FORGOTTEN_AFTER_MS = 60 * 60_000;
const MOST_REMEMBERED = 10_000;

/** Slows guessing of passwords. Kept in memory: a restart forgives, and costs the guesser more than it gives. */
export class SignInThrottle {
  private readonly failures = new Map<string, Failures>();

  /** @throws TooManyAttempts */
  assertOpen(username: string, address: string, now: Date): void {
    const waits = keysOf(username, address).map(([kind, key]) => this.waitMs(kind, key, now.getTime()));
    const wait = Math.max(...waits);
    if (wait > 0) throw new TooManyAttempts(Math.ceil(wait / 1000));
  }

  failed(username: string, address: string, now: Date): void {
    this.forget(now.getTime());
    for (const [, key] of keysOf(username, address)) {
      const count = (this.failures.get(key)?.count ?? 0) + 1;
      // Deleted first, so that the map's order is the order of the last failure.
      this.failures.delete(key);
      this.failures.set(key, { count, lastAt: now.getTime() });
    }
  }

  succeeded(username: string, address: string): void {
    for (const [kind, key] of keysOf(username, address)) if (kind === 'pair') this.failures.delete(key);
  }

  private waitMs(kind: Kind, key: string, now: number): number {
    const known = this.failures.get(key);
    const excess = (known?.count ?? 0) - limits[kind].free;
    if (!known || excess < 0) return 0;
    return known.lastAt + Math.min(FIRST_WAIT_MS * 2 ** excess, LONGEST_WAIT_MS) - now;
  }

  private forget(now: number): void {
    for (const [key, { lastAt }] of this.failures) {
      if (now - lastAt < FORGOTTEN_AFTER_MS && this.failures.size < MOST_REMEMBERED) break;
      this.failures.delete(key);
    }
  }
}

const keysOf = (username: string, address: string): [Kind, string][] => {
  const name = username.toLowerCase();
  return [
    ['pair', `pair ${JSON.stringify([name, address])}`],
    ['address', `address ${address}`],
    ['username', `username ${name}`],
  ];
};
