import { ProtocolBroken } from '../dimse-error';

/** One item or sub-item of a PDU: type, reserved byte, 16-bit length, value (PS3.8 section 9.3.1). */
export interface Item {
  type: number;
  body: Buffer;
}

export function encodeItem(type: number, ...body: Buffer[]): Buffer {
  const length = body.reduce((sum, part) => sum + part.length, 0);
  if (length > 0xffff) throw new RangeError(`item ${type.toString(16)} is longer than 65535 bytes`);
  const header = Buffer.from([type, 0, length >> 8, length & 0xff]);
  return Buffer.concat([header, ...body]);
}

/** @throws ProtocolBroken when a length points beyond the end */
export function* itemsOf(bytes: Buffer): Generator<Item> {
  for (let at = 0; at < bytes.length;) {
    if (at + 4 > bytes.length) throw new ProtocolBroken('a PDU item ends within its header');
    const end = at + 4 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) throw new ProtocolBroken('a PDU item is longer than its PDU');
    yield { type: bytes.readUInt8(at), body: bytes.subarray(at + 4, end) };
    at = end;
  }
}

export const encodeText = (text: string): Buffer => Buffer.from(text, 'latin1');

/** UIDs and names of PDUs come with padding more often than the standard allows. */
export const decodeText = (bytes: Buffer): string => bytes.toString('latin1').replace(/[\0 ]+$/, '');
