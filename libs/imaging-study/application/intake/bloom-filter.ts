/** Of the values that were not added, some 1 in 10,000 are held for added while the filter is no fuller than planned. */
const BITS_PER_VALUE = 20;
const PROBES = 13;

/**
 * A set that may hold a value for added that was not, never the other way round, in some bytes a value (Bloom, 1970). The
 * probes are combined of two hashes (Kirsch and Mitzenmacher, 2006).
 */
export class BloomFilter {
  private readonly words: Uint32Array;
  /** One less than the number of bits, which is a power of two. */
  private readonly mask: number;

  /** @param values for so many it is made; it takes more, and is wrong more often */
  constructor(values: number) {
    const bits = 2 ** Math.min(32, Math.ceil(Math.log2(Math.max(1, values) * BITS_PER_VALUE)));
    this.words = new Uint32Array(Math.ceil(bits / 32));
    this.mask = bits - 1;
  }

  add(value: string): void {
    this.every(value, (word, bit) => {
      this.words[word] = (this.words[word] ?? 0) | bit;
      return true;
    });
  }

  mayHold(value: string): boolean {
    return this.every(value, (word, bit) => ((this.words[word] ?? 0) & bit) !== 0);
  }

  private every(value: string, visit: (word: number, bit: number) => boolean): boolean {
    const step = hashOf(value, 0x9747b28c) | 1;
    let at = hashOf(value, 0x811c9dc5);
    for (let probe = 0; probe < PROBES; probe += 1) {
      const place = (at & this.mask) >>> 0;
      if (!visit(place >>> 5, 1 << (place & 31))) return false;
      at = (at + step) | 0;
    }
    return true;
  }
}

/** FNV-1a, mixed at the end as MurmurHash3 does: UIDs differ in few digits. */
function hashOf(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
