import type { NaturalValue } from './natural-dataset';

type Scalar = string | number;
type BinaryArray = Uint8Array | Uint16Array | Int16Array;

const NUMBER_SIZES: Readonly<Record<string, number>> = { US: 2, SS: 2, UL: 4, SL: 4, FL: 4, FD: 8, AT: 4 };
/** Greatest number of characters of one value (PS3.5 table 6.2-1). */
const LONGEST: Readonly<Record<string, number>> = {
  AE: 16, AS: 4, CS: 16, DA: 8, DS: 16, DT: 26, IS: 12, LO: 64, LT: 10240, PN: 324, SH: 16, ST: 1024, TM: 14, UI: 64,
}; // prettier-ignore

const isBinary = (value: NaturalValue): value is BinaryArray => ArrayBuffer.isView(value);

/**
 * Encodes a value field, padded to even length (PS3.5 sections 6.2 and 7.1.1).
 * @param anyLength takes text that is longer than its representation allows
 * @throws RangeError on a value too long
 */
export function encodeValue(
  keyword: string,
  vr: string,
  value: Exclude<NaturalValue, null | undefined>,
  anyLength = false,
): Buffer {
  if (isBinary(value)) return padded(Buffer.from(value.buffer, value.byteOffset, value.byteLength), 0);
  const values = (Array.isArray(value) ? value : [value]) as Scalar[];
  if (vr in NUMBER_SIZES) return encodeNumbers(keyword, vr, values.map(Number));
  const text = values.map((one) => encodeOne(keyword, vr, one, anyLength)).join('\\');
  return padded(Buffer.from(text, 'utf8'), vr === 'UI' ? 0 : 0x20);
}

const padded = (bytes: Buffer, pad: number): Buffer =>
  bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.from([pad])]);

function encodeOne(keyword: string, vr: string, value: Scalar, anyLength: boolean): string {
  const text = vr === 'DS' && typeof value === 'number' ? decimalString(value) : String(value);
  const longest = LONGEST[vr];
  if (!anyLength && longest !== undefined && text.length > longest)
    throw new RangeError(`${keyword} (${vr}) holds more than ${longest} characters`);
  return text;
}

/** DS has 16 characters; the shortest exact form is kept, otherwise digits are rounded away. */
export function decimalString(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('a decimal string must be a finite number');
  let text = String(value);
  for (let digits = 16; text.length > 16; digits--) text = String(Number(value.toPrecision(digits)));
  return text;
}

function encodeNumbers(keyword: string, vr: string, values: number[]): Buffer {
  const size = NUMBER_SIZES[vr] ?? 2;
  const bytes = Buffer.alloc(values.length * size);
  values.forEach((value, index) => {
    if (!Number.isFinite(value)) throw new RangeError(`${keyword} (${vr}) is no number`);
    writeNumber(bytes, vr, value, index * size);
  });
  return bytes;
}

function writeNumber(bytes: Buffer, vr: string, value: number, at: number): void {
  switch (vr) {
    case 'US':
      bytes.writeUInt16LE(value, at);
      return;
    case 'SS':
      bytes.writeInt16LE(value, at);
      return;
    case 'SL':
      bytes.writeInt32LE(value, at);
      return;
    case 'FL':
      bytes.writeFloatLE(value, at);
      return;
    case 'FD':
      bytes.writeDoubleLE(value, at);
      return;
    case 'AT':
      bytes.writeUInt16LE(value >>> 16, at);
      bytes.writeUInt16LE(value & 0xffff, at + 2);
      return;
    default:
      bytes.writeUInt32LE(value, at);
  }
}
