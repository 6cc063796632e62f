import { dictionaryVr, isAmbiguousVr, tagOf } from '../dictionary/attribute';
import type { NaturalDataset, NaturalValue } from './natural-dataset';
import { encodeValue } from './value-encoding';

/** These have a 32-bit length after two reserved bytes (PS3.5 section 7.1.2). */
const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

/** Keywords whose values may be longer than their representation allows. */
type AsReceived = ReadonlySet<string>;

/** Encodes a data set in Explicit VR Little Endian, ascending by tag, sequences with explicit lengths. */
export function encodeDataset(dataset: NaturalDataset, asReceived: AsReceived = new Set()): Buffer {
  const present = Object.entries(dataset)
    .filter(([keyword, value]) => value !== undefined && keyword !== '_vrMap')
    .map(([keyword, value]) => ({
      keyword,
      tag: tagOf(keyword),
      value: value as Exclude<NaturalValue, undefined>,
    }));
  present.sort((a, b) => (a.tag < b.tag ? -1 : 1));
  return Buffer.concat(
    present.map(({ keyword, tag, value }) => encodeElement(keyword, tag, value, dataset, asReceived)),
  );
}

function encodeElement(
  keyword: string,
  tag: string,
  value: Exclude<NaturalValue, undefined>,
  dataset: NaturalDataset,
  asReceived: AsReceived,
): Buffer {
  const vr = isAmbiguousVr(tag) ? resolveVr(value, dataset) : dictionaryVr(tag);
  const field = valueField(keyword, vr, value, asReceived);
  if (!LONG.has(vr) && field.length > 0xffff)
    throw new RangeError(`${keyword} (${vr}) is longer than 65535 bytes`);
  return Buffer.concat([elementHead(tag, vr, field.length), field]);
}

function valueField(
  keyword: string,
  vr: string,
  value: Exclude<NaturalValue, undefined>,
  asReceived: AsReceived,
): Buffer {
  if (value === null || value === '') return Buffer.alloc(0);
  if (vr !== 'SQ') return encodeValue(keyword, vr, value, asReceived.has(keyword));
  return Buffer.concat((value as readonly NaturalDataset[]).map((item) => encodeItem(item, asReceived)));
}

function encodeItem(item: NaturalDataset, asReceived: AsReceived): Buffer {
  const content = encodeDataset(item, asReceived);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0xe000fffe, 0);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content]);
}

function elementHead(tag: string, vr: string, length: number): Buffer {
  const head = Buffer.alloc(LONG.has(vr) ? 12 : 8);
  head.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
  head.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
  head.write(vr, 4, 'latin1');
  if (LONG.has(vr)) head.writeUInt32LE(length, 8);
  else head.writeUInt16LE(length, 6);
  return head;
}

/** Where PS3.6 says "OB or OW" or "US or SS", the value and Pixel Representation decide (PS3.5 annex A.2). */
function resolveVr(value: Exclude<NaturalValue, undefined>, dataset: NaturalDataset): string {
  if (ArrayBuffer.isView(value))
    return value instanceof Uint8Array && dataset.BitsAllocated !== 16 ? 'OB' : 'OW';
  return dataset.PixelRepresentation === 1 ? 'SS' : 'US';
}
