import { PixelDataDamaged } from '../dicom-error';
import type { DicomItem } from '../header/dicom-item';

/** A Modality or VOI LUT (PS3.3 C.11.1.1, C.11.2.1.1). */
export interface LookupTable {
  firstMapped: number;
  entries: readonly number[];
  /** Bits of an entry, so the greatest output is 2^bits - 1. */
  bits: number;
}

/**
 * Reads LUT Descriptor and LUT Data of one item.
 * @param signedInput whether the input values are signed, which decides how the first mapped value is read
 * @throws PixelDataDamaged
 */
export function readLookupTable(item: DicomItem, signedInput: boolean): LookupTable {
  const [count, first, bits] = item.words('LUTDescriptor');
  if (count === undefined || first === undefined || bits === undefined || bits < 1 || bits > 16)
    throw new PixelDataDamaged('a lookup table has no usable descriptor');
  const length = count === 0 ? 65536 : count;
  const words = item.words('LUTData');
  const entries = bits <= 8 && words.length < length ? unpacked(words, length) : words.slice(0, length);
  if (entries.length < length)
    throw new PixelDataDamaged('a lookup table is shorter than its descriptor says');
  return { firstMapped: signedInput ? (first << 16) >> 16 : first, entries, bits };
}

const unpacked = (words: readonly number[], length: number): number[] =>
  words.flatMap((word) => [word & 0xff, word >> 8]).slice(0, length);

/** Values outside the table take its first or last entry. */
export function lookUp(table: LookupTable, value: number): number {
  const index = Math.round(value) - table.firstMapped;
  const last = table.entries.length - 1;
  return table.entries[index < 0 ? 0 : index > last ? last : index] ?? 0;
}
