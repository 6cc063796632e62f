/**
 * Standard normal numbers that a seed fixes: xoshiro128** (Blackman and Vigna, 2018) seeded by splitmix32, and
 * Marsaglia's polar method. Only integer arithmetic, square roots and V8's own portable logarithm take part, so that
 * every machine draws the same.
 */
export function seededNoise(seed: number, count: number): Float32Array {
  const next = uniform(seed);
  const noise = new Float32Array(count + (count % 2));
  for (let at = 0; at < count; at += 2) {
    const [first, second] = normalPair(next);
    noise[at] = first;
    noise[at + 1] = second;
  }
  return noise.subarray(0, count);
}

function normalPair(next: () => number): [number, number] {
  for (;;) {
    const x = 2 * next() - 1;
    const y = 2 * next() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) {
      const length = Math.sqrt((-2 * Math.log(square)) / square);
      return [x * length, y * length];
    }
  }
}

/** Numbers in [0, 1) in steps of 2^-32. */
function uniform(seed: number): () => number {
  const state = stateOf(seed);
  return () => {
    const result = (Math.imul(rotate(Math.imul(state[1]!, 5), 7), 9) >>> 0) / 2 ** 32;
    const shifted = state[1]! << 9;
    state[2]! ^= state[0]!;
    state[3]! ^= state[1]!;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= shifted;
    state[3] = rotate(state[3]!, 11);
    return result;
  };
}

const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

/** Both halves of the seed count: 0 and 2^32 are different films. */
function stateOf(seed: number): Int32Array {
  let walk = (seed % 2 ** 32) ^ Math.imul(Math.floor(seed / 2 ** 32), 0x85ebca6b);
  return Int32Array.from({ length: 4 }, () => {
    walk = (walk + 0x9e3779b9) | 0;
    let mixed = walk ^ (walk >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  });
}
