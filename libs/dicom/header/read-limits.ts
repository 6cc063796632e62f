/** How much work and memory reading one object may cost. */
export interface ReadLimits {
  /** Greatest size of an inflated data set or frame, bytes. */
  inflatedBytes: number;
  /** Greatest ratio inflated : deflated once the result exceeds `inflateFloor`; deflate itself ends at 1032 : 1. */
  inflateRatio: number;
  /** Below this many bytes any ratio is accepted: an empty mask deflates very well. */
  inflateFloor: number;
  /** Greatest depth of nested sequences; real objects stay below ten. */
  depth: number;
  /** Greatest number of reads of tags and lengths; an element costs about four. */
  structureReads: number;
  /** Greatest sum of the values that a header read from a source holds in memory, bulk data apart, bytes. */
  heldBytes: number;
}

export const defaultReadLimits: Readonly<ReadLimits> = {
  inflatedBytes: 512 * 1024 * 1024,
  inflateRatio: 200,
  inflateFloor: 64 * 1024 * 1024,
  depth: 64,
  structureReads: 8_000_000,
  heldBytes: 64 * 1024 * 1024,
};
