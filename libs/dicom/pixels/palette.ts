import { PixelDataDamaged, UnsupportedPixelFormat } from '../dicom-error';
import type { DicomItem } from '../header/dicom-item';
import type { PixelArray } from './decoded-frame';
import { expandSegments } from './segmented-palette';

/** One channel of a Palette Color Lookup Table, 8 bits an entry. */
export interface PaletteChannel {
  firstMapped: number;
  entries: Uint8Array;
}

const CHANNELS = ['Red', 'Green', 'Blue'] as const;

/**
 * Reads the Palette Color Lookup Table module (PS3.3 C.7.9): red, green, blue.
 * @throws PixelDataDamaged, UnsupportedPixelFormat
 */
export const readPalette = (o: DicomItem, signed: boolean): PaletteChannel[] =>
  CHANNELS.map((name) => readChannel(o, name, signed));

/**
 * 8-bit RGB, interleaved. Values below the first mapped one take the first entry, values beyond the table the last
 * (PS3.3 C.7.6.3.1.5).
 */
export function applyPalette(indices: PixelArray, palette: readonly PaletteChannel[]): Uint8Array {
  const rgb = new Uint8Array(indices.length * 3);
  palette.forEach(({ firstMapped, entries }, sample) => {
    const last = entries.length - 1;
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i]! - firstMapped;
      rgb[i * 3 + sample] = entries[index < 0 ? 0 : index > last ? last : index]!;
    }
  });
  return rgb;
}

function readChannel(o: DicomItem, name: (typeof CHANNELS)[number], signed: boolean): PaletteChannel {
  const descriptor = o.numbers(`${name}PaletteColorLookupTableDescriptor`);
  const [count, first, bits] = descriptor;
  if (count === undefined || first === undefined || (bits !== 8 && bits !== 16))
    throw new PixelDataDamaged(`the ${name.toLowerCase()} palette has no usable descriptor`);
  // 65536 does not fit into US and is written as 0; the first mapped value is signed with signed pixels.
  const length = count & 0xffff || 65536;
  const firstMapped = signed ? (first << 16) >> 16 : first & 0xffff;
  return { firstMapped, entries: readEntries(o, name, length, bits) };
}

function readEntries(o: DicomItem, name: string, length: number, bits: 8 | 16): Uint8Array {
  const plain = o.words(`${name}PaletteColorLookupTableData`);
  const segmented = o.words(`Segmented${name}PaletteColorLookupTableData`);
  if (plain.length === 0 && segmented.length === 0)
    throw new PixelDataDamaged(`the ${name.toLowerCase()} palette is missing`);
  if (plain.length === 0) {
    if (bits === 8) throw new UnsupportedPixelFormat('a segmented palette with 8-bit entries');
    return toEightBits(expandSegments(segmented, length), length, name);
  }
  // 8-bit entries are packed two a word, low byte first (PS3.3 C.7.9.2), though some writers spend a word on each.
  if (bits === 8 && plain.length < length) return packedEntries(plain, length, name);
  return toEightBits(plain, length, name);
}

function packedEntries(words: readonly number[], length: number, name: string): Uint8Array {
  if (words.length * 2 < length) throw new PixelDataDamaged(`the ${name.toLowerCase()} palette is too short`);
  return Uint8Array.from({ length }, (_, i) => (words[i >> 1]! >> ((i & 1) * 8)) & 0xff);
}

/** Writers that say 16 bits and mean 8 leave every high byte empty. */
function toEightBits(words: readonly number[], length: number, name: string): Uint8Array {
  if (words.length < length) throw new PixelDataDamaged(`the ${name.toLowerCase()} palette is too short`);
  const used = words.slice(0, length);
  const shift = used.some((word) => word > 0xff) ? 8 : 0;
  return Uint8Array.from(used, (word) => word >> shift);
}
