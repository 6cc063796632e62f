import type { ByteArrayParser, DataSet } from 'dicom-parser';
import { type Attribute, dictionaryVr, parserKey, tagOf } from '../dictionary/attribute';
import { decodeText } from '../text/decode-text';
import type { BulkValue, WalkedElement } from './bulk-value';

const TEXT_VRS = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT', 'UN']);
/** In these a backslash is a character, not a delimiter, and leading spaces count (PS3.5 table 6.2-1). */
const UNDIVIDED_VRS = new Set(['LT', 'ST', 'UT', 'UR']);
const BINARY: Readonly<Record<string, { size: number; read: keyof ByteArrayParser }>> = {
  US: { size: 2, read: 'readUint16' },
  SS: { size: 2, read: 'readInt16' },
  OW: { size: 2, read: 'readUint16' },
  UL: { size: 4, read: 'readUint32' },
  OL: { size: 4, read: 'readUint32' },
  SL: { size: 4, read: 'readInt32' },
  FL: { size: 4, read: 'readFloat' },
  OF: { size: 4, read: 'readFloat' },
  FD: { size: 8, read: 'readDouble' },
  OD: { size: 8, read: 'readDouble' },
};

const WORD_SIZES: Readonly<Record<string, number>> = { OW: 2, OL: 4, OF: 4, OD: 8, OV: 8 };
/** Read as 1 by a little endian parser. */
const ONE = Uint8Array.from([1, 0]);

/** One data set or one item of a sequence: typed access to its attributes by keyword or tag. */
export class DicomItem {
  private ownOrInherited?: readonly string[];

  constructor(
    protected readonly dataSet: DataSet,
    private readonly inheritedCharacterSets: readonly string[] = [],
  ) {}

  /** Tags of all attributes, eight upper-case hexadecimal digits, ascending. */
  get tags(): string[] {
    return Object.keys(this.dataSet.elements)
      .map((key) => key.slice(1).toUpperCase())
      .filter((tag) => !tag.startsWith('FFFE'))
      .sort();
  }

  /** (0008,0005) of this item, else of the data set around it (PS3.3 C.12.1.1.2). */
  get characterSets(): readonly string[] {
    return (this.ownOrInherited ??= this.readCharacterSets());
  }

  has(attribute: Attribute): boolean {
    return this.element(attribute) !== undefined;
  }

  /** Value representation as encoded, or from the dictionary where the encoding leaves it out. */
  vr(attribute: Attribute): string {
    const tag = tagOf(attribute);
    const encoded = this.element(tag)?.vr;
    if (encoded && encoded !== 'UN') return encoded;
    const vr = dictionaryVr(tag);
    return vr === 'US' && this.isSignedPixelAttribute(tag) ? 'SS' : vr;
  }

  /** The value field as it stands, without a copy; undefined when absent, empty, or left in the source as bulk. */
  bytes(attribute: Attribute): Uint8Array | undefined {
    const element = this.element(attribute);
    const isHeld = element && element.length > 0 && !element.items && !element.bulk;
    return isHeld ? this.valueBytes(element) : undefined;
  }

  /** Where the value lies, when it was left in the source that the object was read from. */
  bulk(attribute: Attribute): BulkValue | undefined {
    const element = this.element(attribute);
    if (!element?.bulk) return undefined;
    const { bulk, fragments, basicOffsetTable } = element;
    return { vr: this.vr(attribute), ...bulk, ...(fragments && { fragments, basicOffsetTable }) };
  }

  /** All text values, decoded by the character set, without padding; empty when absent. */
  strings(attribute: Attribute): string[] {
    const bytes = this.bytes(attribute);
    if (!bytes) return [];
    const vr = this.vr(attribute);
    const text = TEXT_VRS.has(vr)
      ? decodeText(bytes, this.characterSets, vr === 'PN' ? '\\^=' : '\\')
      : ascii(bytes);
    return UNDIVIDED_VRS.has(vr) ? [text.replace(/[ \0]+$/, '')] : text.split('\\').map(trimmed);
  }

  /** The first text value, or null when it is absent or empty. */
  string(attribute: Attribute): string | null {
    return this.strings(attribute)[0] || null;
  }

  /** Numeric values of DS, IS and the binary representations; NaN stands for text that is no number. */
  numbers(attribute: Attribute): number[] {
    const bytes = this.bytes(attribute);
    if (!bytes) return [];
    const binary = BINARY[this.vr(attribute)];
    if (!binary) return this.strings(attribute).filter(Boolean).map(Number);
    const parser = this.dataSet.byteArrayParser;
    return Array.from({ length: Math.floor(bytes.length / binary.size) }, (_, index) =>
      parser[binary.read](bytes, index * binary.size),
    );
  }

  /** The value field as 16-bit words in the byte order of the data set, as lookup tables are stored (OW, US, SS). */
  words(attribute: Attribute): number[] {
    const bytes = this.bytes(attribute);
    if (!bytes) return [];
    const parser = this.dataSet.byteArrayParser;
    return Array.from({ length: bytes.length >> 1 }, (_, index) => parser.readUint16(bytes, index * 2));
  }

  /** The first finite number, or null. */
  number(attribute: Attribute): number | null {
    const first = this.numbers(attribute)[0];
    return first !== undefined && Number.isFinite(first) ? first : null;
  }

  /** A person name (PS3.5 section 6.2.1.1): groups parted by `=`, components by `^`, empty tails removed. */
  person(attribute: Attribute): string | null {
    const name = this.string(attribute);
    if (!name) return null;
    const groups = name.split('=').map((group) => group.replace(/[\^ ]+$/, '').trim());
    return groups.join('=').replace(/=+$/, '') || null;
  }

  /** Items of a sequence; empty when it is absent. */
  sequence(attribute: Attribute): DicomItem[] {
    const items = this.element(attribute)?.items ?? [];
    return items.flatMap((item) => (item.dataSet ? [new DicomItem(item.dataSet, this.characterSets)] : []));
  }

  /** Whether the attribute is present as a sequence, whatever its value representation says. */
  isSequence(attribute: Attribute): boolean {
    return this.element(attribute)?.items !== undefined;
  }

  /** 64-bit integers of SV and UV. */
  wideIntegers(attribute: Attribute): bigint[] {
    const bytes = this.littleEndianBytes(attribute, 'OV');
    if (!bytes) return [];
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const signed = this.vr(attribute) === 'SV';
    return Array.from({ length: bytes.length >> 3 }, (_, i) =>
      signed ? view.getBigInt64(i * 8, true) : view.getBigUint64(i * 8, true),
    );
  }

  /** The value field with each word of `vr` in little endian order, as DICOM JSON and bulk data carry it. */
  littleEndianBytes(attribute: Attribute, vr: string): Uint8Array | undefined {
    const bytes = this.bytes(attribute);
    const size = WORD_SIZES[vr] ?? 1;
    if (!bytes || size === 1 || this.dataSet.byteArrayParser.readUint16(ONE, 0) === 1) return bytes;
    const swapped = Uint8Array.from(bytes);
    for (let at = 0; at + size <= swapped.length; at += size) swapped.subarray(at, at + size).reverse();
    return swapped;
  }

  protected element(attribute: Attribute): WalkedElement | undefined {
    return this.dataSet.elements[parserKey(attribute)];
  }

  private readCharacterSets(): readonly string[] {
    const own = this.element('00080005');
    return own ? ascii(this.valueBytes(own)).split('\\').map(trimmed) : this.inheritedCharacterSets;
  }

  private valueBytes(element: WalkedElement): Uint8Array {
    return this.dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
  }

  /** The dictionary leaves US or SS to Pixel Representation (PS3.5 annex A.1); LUT descriptors start unsigned. */
  private isSignedPixelAttribute(tag: string): boolean {
    const SIGNED_WITH_PIXELS = ['00280106', '00280107', '00280120', '00280121'];
    return SIGNED_WITH_PIXELS.includes(tag) && this.number('00280103') === 1;
  }
}

const ascii = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
const trimmed = (value: string): string => value.replace(/\0/g, '').trim();
