import { TransferSyntax } from '../dictionary/transfer-syntax';
import type { DicomJson, DicomJsonAttribute } from '../header/dicom-json';

/** These have a 32-bit length after two reserved bytes (PS3.5 section 7.1.2). */
const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const GROUPS = ['Alphabetic', 'Ideographic', 'Phonetic'] as const;
const UTF8 = { vr: 'CS', Value: ['ISO_IR 192'] };
const ITEM = Buffer.from('feff00e0', 'hex');

type NumberWriter = (bytes: Buffer, value: number, at: number) => void;
const numbers: Readonly<Record<string, { size: number; write: NumberWriter }>> = {
  US: { size: 2, write: (bytes, value, at) => bytes.writeUInt16LE(value & 0xffff, at) },
  SS: { size: 2, write: (bytes, value, at) => bytes.writeInt16LE((value << 16) >> 16, at) },
  UL: { size: 4, write: (bytes, value, at) => bytes.writeUInt32LE(value >>> 0, at) },
  SL: { size: 4, write: (bytes, value, at) => bytes.writeInt32LE(value | 0, at) },
  FL: { size: 4, write: (bytes, value, at) => bytes.writeFloatLE(value, at) },
  FD: { size: 8, write: (bytes, value, at) => bytes.writeDoubleLE(value, at) },
};

/**
 * Encodes the DICOM JSON Model (PS3.18 annex F) as a data set, for identifiers and lists of DIMSE messages. What was
 * received is repeated as it is, also where it is longer than its representation allows. Text is UTF-8 where it needs
 * to be, and says so. Bulk data that the model only points at are left out.
 * @param transferSyntaxUid Implicit or Explicit VR Little Endian
 */
export function encodeDicomJson(json: DicomJson, transferSyntaxUid: string): Buffer {
  const isImplicit = transferSyntaxUid === TransferSyntax.ImplicitVrLittleEndian;
  // oxlint-disable-next-line no-control-regex -- everything beyond ASCII
  const isAscii = /^[\x00-\x7f]*$/.test(JSON.stringify(json));
  const { '00080005': declared, ...rest } = json;
  const characterSet = isAscii ? declared : UTF8;
  return encodeItem(characterSet ? { ...rest, '00080005': characterSet } : rest, isImplicit);
}

function encodeItem(json: DicomJson, isImplicit: boolean): Buffer {
  const elements = Object.keys(json)
    .filter((tag) => json[tag]?.BulkDataURI === undefined)
    .sort()
    .map((tag) => encodeElement(tag, json[tag]!, isImplicit));
  return Buffer.concat(elements);
}

function encodeElement(tag: string, attribute: DicomJsonAttribute, isImplicit: boolean): Buffer {
  const value = padded(encodeValue(attribute, isImplicit), attribute.vr);
  const isLong = isImplicit || LONG.has(attribute.vr) || value.length > 0xffff;
  // A short form cannot hold it: PS3.5 section 6.2.2 note 2 lets such a value travel as UN.
  const vr = isLong && !LONG.has(attribute.vr) ? 'UN' : attribute.vr;
  const head = Buffer.alloc(isImplicit || !isLong ? 8 : 12);
  head.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
  head.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
  if (!isImplicit) head.write(vr, 4, 'latin1');
  if (isLong) head.writeUInt32LE(value.length, head.length - 4);
  else head.writeUInt16LE(value.length, 6);
  return Buffer.concat([head, value]);
}

function padded(value: Buffer, vr: string): Buffer {
  if (value.length % 2 === 0) return value;
  return Buffer.concat([value, Buffer.from([vr === 'UI' || vr === 'OB' || vr === 'UN' ? 0 : 0x20])]);
}

function encodeValue(
  { vr, Value: values = [], InlineBinary }: DicomJsonAttribute,
  isImplicit: boolean,
): Buffer {
  if (InlineBinary !== undefined) return Buffer.from(InlineBinary, 'base64');
  if (vr === 'SQ') return Buffer.concat(values.map((item) => sequenceItem(item as DicomJson, isImplicit)));
  if (vr === 'AT') return Buffer.concat(values.map((tag) => attributeTag(tag as string | number)));
  if (vr === 'SV' || vr === 'UV') return Buffer.concat(values.map((value) => wideInteger(vr, value)));
  const binary = numbers[vr];
  if (!binary) return Buffer.from(values.map(textOf).join('\\'), 'utf8');
  const bytes = Buffer.alloc(values.length * binary.size);
  values.forEach((value, index) => binary.write(bytes, Number(value), index * binary.size));
  return bytes;
}

function sequenceItem(item: DicomJson, isImplicit: boolean): Buffer {
  const content = encodeItem(item, isImplicit);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(content.length);
  return Buffer.concat([ITEM, length, content]);
}

function attributeTag(tag: string | number): Buffer {
  const value = typeof tag === 'number' ? tag : Number.parseInt(tag, 16);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16LE(value >>> 16, 0);
  bytes.writeUInt16LE(value & 0xffff, 2);
  return bytes;
}

function wideInteger(vr: string, value: unknown): Buffer {
  const bytes = Buffer.alloc(8);
  const integer = BigInt(value as string | number);
  if (vr === 'SV') bytes.writeBigInt64LE(integer);
  else bytes.writeBigUInt64LE(integer);
  return bytes;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  const groups = GROUPS.map((group) => (value as Partial<Record<string, string>>)[group] ?? '');
  return groups.join('=').replace(/=+$/, '');
}
