import { TransferSyntax } from '../dictionary/transfer-syntax';

/** These have a 32-bit length after two reserved bytes (PS3.5 section 7.1.2). */
const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
export const UNDEFINED_LENGTH = 0xffffffff;

/** Writes the heads of elements and items, little endian, with explicit or implicit VR (PS3.5 section 7.1). */
export class HeadWriter {
  private readonly implicit: boolean;

  constructor(transferSyntaxUid: string) {
    this.implicit = transferSyntaxUid === TransferSyntax.ImplicitVrLittleEndian;
  }

  /** A value that its VR's 16-bit length cannot tell becomes UN, as PS3.5 section 6.2.2 note 4 allows. */
  element(tag: string, vr: string, length: number): Buffer {
    const told = !LONG.has(vr) && length > 0xffff ? 'UN' : vr;
    const isLong = this.implicit || LONG.has(told);
    const head = Buffer.alloc(!this.implicit && isLong ? 12 : 8);
    head.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
    head.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
    if (!this.implicit) head.write(told, 4, 'latin1');
    if (isLong) head.writeUInt32LE(length, head.length - 4);
    else head.writeUInt16LE(length, 6);
    return head;
  }

  item(length: number): Buffer {
    return itemHead(0xe000, length);
  }
  endOfItem(): Buffer {
    return itemHead(0xe00d, 0);
  }
  endOfSequence(): Buffer {
    return itemHead(0xe0dd, 0);
  }
}

function itemHead(element: number, length: number): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16LE(0xfffe, 0);
  head.writeUInt16LE(element, 2);
  head.writeUInt32LE(length, 4);
  return head;
}
