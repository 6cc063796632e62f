import { mulberry32 } from '@wetread/kernel';

/** A stream of numbers that is the same for equal seeds on every machine. */
export interface SeededRandom {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform whole number in [0, below). */
  whole(below: number): number;
  /** Uniform in [from, to). */
  between(from: number, to: number): number;
}

/** FNV-1a, 32 bits: names a stream, so that one more picture changes no other picture's numbers. */
export function seedOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of parts.join('\0')) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  }
  return hash >>> 0;
}

export function seededRandom(seed: number): SeededRandom {
  const next = mulberry32(seed);
  return {
    next,
    whole: (below) => Math.floor(next() * below),
    between: (from, to) => from + next() * (to - from),
  };
}

/** A new array in a random order (Fisher-Yates). */
export function shuffled<Item>(items: readonly Item[], random: SeededRandom): Item[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.whole(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
