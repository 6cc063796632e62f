import type { ByteArrayParser, DataSet, Element } from 'dicom-parser';
import { type Attribute, dictionaryVr, tagOf } from '../dictionary/attribute';
import { decodeText } from '../text/decode-text';

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

/** One data set or one item of a sequence: typed access to its attributes by keyword or tag. */
export class DicomItem {
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
    const own = this.element('00080005');
    if (!own) return this.inheritedCharacterSets;
    return ascii(this.valueBytes(own)).split('\\').map(trimmed);
  }

  has(attribute: Attribute): boolean {
    return this.element(tagOf(attribute)) !== undefined;
  }

  /** Value representation as encoded, or from the dictionary where the encoding leaves it out. */
  vr(attribute: Attribute): string {
    const tag = tagOf(attribute);
    const encoded = this.element(tag)?.vr;
    if (encoded && encoded !== 'UN') return encoded;
    const vr = dictionaryVr(tag);
    return vr === 'US' && this.isSignedPixelAttribute(tag) ? 'SS' : vr;
  }

  /** The value field as it stands, without a copy; undefined when absent or empty. */
  bytes(attribute: Attribute): Uint8Array | undefined {
    const element = this.element(tagOf(attribute));
    return element && element.length > 0 && !element.items ? this.valueBytes(element) : undefined;
  }

  /** All text values, decoded by the character set, without padding; empty when absent. */
  strings(attribute: Attribute): string[] {
    const bytes = this.bytes(attribute);
    if (!bytes) return [];
    const vr = this.vr(attribute);
    const text = TEXT_VRS.has(vr) ? decodeText(bytes, this.characterSets) : ascii(bytes);
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
    const items = this.element(tagOf(attribute))?.items ?? [];
    return items.flatMap((item) => (item.dataSet ? [new DicomItem(item.dataSet, this.characterSets)] : []));
  }

  protected element(tag: string): Element | undefined {
    return this.dataSet.elements[`x${tag.toLowerCase()}`];
  }

  private valueBytes(element: Element): Uint8Array {
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
