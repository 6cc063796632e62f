import { TruncatedObject } from '../dicom-error';
import { dictionaryVr } from '../dictionary/attribute';

/** How elements are framed (PS3.5 section 7.1). `unknown` is implicit without trust in the dictionary (UN, CP-246). */
export interface Framing {
  form: 'explicit' | 'implicit' | 'unknown';
  bigEndian: boolean;
}

/** Some bytes of the source and where they begin in it. */
export interface ByteWindow {
  start: number;
  bytes: Uint8Array;
}

/** Tag, representation and length of one element. */
export interface ElementHead {
  /** As dicom-parser writes it: `x` and eight lower-case hexadecimal digits. */
  tag: string;
  group: number;
  vr: string;
  length: number;
  /** Bytes before the value. */
  size: 8 | 12;
}

export const UNDEFINED_LENGTH = 0xffffffff;
/** As many bytes as tell everything about the beginning of an element, the tag of a first item included. */
export const LONGEST_HEAD = 16;

/** Representations with two reserved bytes and a 32-bit length (PS3.5 table 7.1-1). */
const LONG_VRS = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

const readU16 = (bytes: Uint8Array, at: number, bigEndian: boolean): number =>
  bigEndian ? (bytes[at]! << 8) | bytes[at + 1]! : bytes[at]! | (bytes[at + 1]! << 8);

export const readU32 = (bytes: Uint8Array, at: number, bigEndian: boolean): number =>
  (readU16(bytes, bigEndian ? at : at + 2, bigEndian) * 0x10000 +
    readU16(bytes, bigEndian ? at + 2 : at, bigEndian)) >>>
  0;

/** Reads the tag at `at`. */
export const readTag = (bytes: Uint8Array, at: number, bigEndian: boolean): string =>
  `x${hex(readU16(bytes, at, bigEndian))}${hex(readU16(bytes, at + 2, bigEndian))}`;

const hex = (word: number): string => word.toString(16).padStart(4, '0');

/**
 * Reads the head of an element at `at`; at least eight bytes are there.
 * @throws TruncatedObject
 */
export function readHead(bytes: Uint8Array, at: number, { form, bigEndian }: Framing): ElementHead {
  const tag = readTag(bytes, at, bigEndian);
  const group = readU16(bytes, at, bigEndian);
  if (form !== 'explicit' || group === 0xfffe) {
    const vr = group === 0xfffe ? '' : dictionaryVr(tag.slice(1).toUpperCase());
    return { tag, group, vr, length: readU32(bytes, at + 4, bigEndian), size: 8 };
  }
  const vr = String.fromCharCode(bytes[at + 4]!, bytes[at + 5]!);
  if (!LONG_VRS.has(vr)) return { tag, group, vr, length: readU16(bytes, at + 6, bigEndian), size: 8 };
  if (bytes.length < at + 12) throw new TruncatedObject(`the length of element ${tag.slice(1)} is cut off`);
  return { tag, group, vr, length: readU32(bytes, at + 8, bigEndian), size: 12 };
}
