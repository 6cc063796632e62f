import type { Element } from 'dicom-parser';

/** One fragment of encapsulated pixel data (PS3.5 annex A.4). */
export interface Fragment {
  /** From the first byte after the Basic Offset Table to the fragment's item tag, as offset tables count. */
  offset: number;
  /** Of the fragment's own bytes, in the source. */
  position: number;
  length: number;
}

/** Where a value lies that was left out of memory; positions count from the beginning of the source. */
export interface BulkValue {
  /** As encoded, or from the dictionary where the encoding leaves it out. */
  vr: string;
  offset: number;
  /** Of encapsulated pixel data: from the first item tag to the end of the sequence delimiter. */
  length: number;
  /** Of encapsulated pixel data only. */
  fragments?: readonly Fragment[];
  /** Of encapsulated pixel data only; often empty. */
  basicOffsetTable?: readonly number[];
}

/** dicom-parser's element, and where its value lies when that is not in memory. */
export interface WalkedElement extends Element {
  bulk?: { offset: number; length: number };
}

/** Longest value of these representations that is held: a lookup table of 65,536 entries of 16 bits. */
const LONGEST_HELD = 128 * 1024;
const BULKY = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN']);
/** Pixel Data, its two floating point forms, and Encapsulated Document: never header, however short. */
const NEVER_HELD = new Set(['x7fe00008', 'x7fe00009', 'x7fe00010', 'x00420011']);

/** Whether a value stays where it is when a header is read from a source. */
export const isBulk = (tag: string, vr: string, length: number): boolean =>
  length > 0 && (NEVER_HELD.has(tag) || (length > LONGEST_HELD && BULKY.has(vr)));
