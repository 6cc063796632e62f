import { mulberry32 } from '@wetread/kernel';

const { floor, imul } = Math;

/** A stream of uniform numbers in [0, 1) with the shapes a phantom needs. */
export interface RandomStream {
  next(): number;
  between(low: number, high: number): number;
  /** Roughly normal (sum of uniforms, so never further than three deviations). */
  normal(mean: number, deviation: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * A stream named after what it draws. Each part of the film has its own, so that asking for one more finding
 * leaves every rib and vessel where it was.
 */
export function randomStream(seed: number, name: string): RandomStream {
  const next = mulberry32(hashName(seed, name));
  const between = (low: number, high: number) => low + (high - low) * next();
  return {
    next,
    between,
    normal: (mean, deviation) => mean + deviation * 2 * (next() + next() + next() - 1.5),
    chance: (probability) => next() < probability,
    pick: (choices) => choices[floor(next() * choices.length)]!,
  };
}

function hashName(seed: number, name: string): number {
  let hash = (FNV_OFFSET ^ imul(seed | 0, 0x9e3779b1)) >>> 0;
  for (let i = 0; i < name.length; i += 1) hash = imul(hash ^ name.charCodeAt(i), FNV_PRIME) >>> 0;
  return hash;
}
