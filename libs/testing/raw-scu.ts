import { connect, type Socket } from 'node:net';

/** Association as a peer proposes it; what is left out is what a well-behaved storage SCU would send. */
export interface Proposal {
  callingAeTitle?: string;
  calledAeTitle?: string;
  abstractSyntaxUid?: string;
  transferSyntaxUid?: string;
}

export interface Pdu {
  type: number;
  body: Buffer;
}

const CONTEXT = 1;
const item = (type: number, body: Buffer): Buffer => {
  const header = Buffer.from([type, 0, 0, 0]);
  header.writeUInt16BE(body.length, 2);
  return Buffer.concat([header, body]);
};
const text = (value: string): Buffer => Buffer.from(value, 'latin1');

export function pdu(type: number, body: Buffer, announced = body.length): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt8(type, 0);
  header.writeUInt32BE(announced, 2);
  return Buffer.concat([header, body]);
}

export function associateRequest(proposal: Proposal): Buffer {
  const fixed = Buffer.alloc(68, 0);
  fixed.writeUInt16BE(1, 0);
  fixed.write((proposal.calledAeTitle ?? 'WETREAD').padEnd(16), 4, 'latin1');
  fixed.write((proposal.callingAeTitle ?? 'SPEC').padEnd(16), 20, 'latin1');
  const context = Buffer.concat([
    Buffer.from([CONTEXT, 0, 0, 0]),
    item(0x30, text(proposal.abstractSyntaxUid ?? '1.2.840.10008.5.1.4.1.1.7')),
    item(0x40, text(proposal.transferSyntaxUid ?? '1.2.840.10008.1.2.1')),
  ]);
  const user = Buffer.concat([item(0x51, Buffer.from([0, 0, 0x40, 0])), item(0x52, text('1.2.3'))]);
  const items = [item(0x10, text('1.2.840.10008.3.1.1.1')), item(0x20, context), item(0x50, user)];
  return pdu(0x01, Buffer.concat([fixed, ...items]));
}

export function pDataTf(bytes: Buffer, control: number, announced = bytes.length + 2): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt32BE(announced, 0);
  header.writeUInt8(CONTEXT, 4);
  header.writeUInt8(control, 5);
  return pdu(0x04, Buffer.concat([header, bytes]));
}

const element = (tag: number, value: Buffer): Buffer => {
  const header = Buffer.alloc(8);
  header.writeUInt16LE(tag, 2);
  header.writeUInt32LE(value.length, 4);
  return Buffer.concat([header, value]);
};
const us = (value: number): Buffer => Buffer.from([value & 0xff, value >> 8]);
const ui = (value: string): Buffer => text(value.length % 2 ? `${value}\0` : value);

/** A command set in Implicit VR Little Endian (PS3.7 section 6.3.1). */
export function storeCommand(sopClassUid: string, sopInstanceUid: string): Buffer {
  const elements = Buffer.concat([
    element(0x0002, ui(sopClassUid)),
    element(0x0100, us(0x0001)),
    element(0x0110, us(1)),
    element(0x0700, us(0)),
    element(0x0800, us(0x0102)),
    element(0x1000, ui(sopInstanceUid)),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(elements.length);
  return Buffer.concat([element(0x0000, length), elements]);
}

/** (0000,0900) of a response's P-DATA-TF. */
function statusOf({ body }: Pdu): number {
  let offset = 6;
  while (offset + 8 <= body.length) {
    if (body.readUInt16LE(offset + 2) === 0x0900) return body.readUInt16LE(offset + 8);
    offset += 8 + body.readUInt32LE(offset + 4);
  }
  return -1;
}

/** A storage SCU that sends exactly the bytes it is told to, right or wrong. */
export class RawScu {
  private received = Buffer.alloc(0);
  private waiting: (() => void)[] = [];
  private closed = false;

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.wake();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.closed = true;
      this.wake();
    });
  }

  static async connect(port: number): Promise<RawScu> {
    const socket = connect(port, '127.0.0.1');
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new RawScu(socket);
  }

  /** The next PDU of the peer, or `null` when it has closed the connection. */
  async next(): Promise<Pdu | null> {
    for (;;) {
      const length = this.received.length >= 6 ? this.received.readUInt32BE(2) : Infinity;
      if (this.received.length >= 6 + length) {
        const found = { type: this.received[0] ?? 0, body: this.received.subarray(6, 6 + length) };
        this.received = this.received.subarray(6 + length);
        return found;
      }
      if (this.closed) return null;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  send(...pieces: Buffer[]): void {
    for (const piece of pieces) this.socket.write(piece);
  }

  async associate(proposal: Proposal = {}): Promise<Pdu | null> {
    this.send(associateRequest(proposal));
    return this.next();
  }

  /** Sends one data set cut into fragments; returns the status, or `null` when the connection ended. */
  async store(
    sopClassUid: string,
    sopInstanceUid: string,
    dataSet: Buffer,
    cut = 1000,
  ): Promise<number | null> {
    this.send(pDataTf(storeCommand(sopClassUid, sopInstanceUid), 0x03));
    for (let start = 0; start < dataSet.length; start += cut) {
      const last = start + cut >= dataSet.length;
      this.send(pDataTf(dataSet.subarray(start, start + cut), last ? 0x02 : 0x00));
    }
    const answer = await this.next();
    return answer?.type === 0x04 ? statusOf(answer) : null;
  }

  async release(): Promise<Pdu | null> {
    this.send(pdu(0x05, Buffer.alloc(4)));
    return this.next();
  }

  private wake(): void {
    for (const resume of this.waiting.splice(0)) resume();
  }
}
