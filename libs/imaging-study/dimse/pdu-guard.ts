/** Why a peer's byte stream cannot go on. */
export class PduRefused extends Error {
  override readonly name = 'PduRefused';
}

export interface PduLimits {
  /** P-DATA-TF; what we announce as maximum length, and some slack for peers that ignore it. */
  dataBytes: number;
  /** All other PDUs. An A-ASSOCIATE-RQ of 128 presentation contexts stays below 64 KiB. */
  controlBytes: number;
  /** One DIMSE command set, all its fragments. */
  commandBytes: number;
  /** One data set, all its fragments; larger objects are answered, endless ones are cut off here. */
  messageBytes: number;
}

const HEADER = 6;
const P_DATA = 0x04;
/** PDU header, PDV length, presentation context and message control header (PS3.8 figure 9-2). */
const DATA_HEADER = HEADER + 6;
const COMMAND = 0x01;
const LAST = 0x02;

/**
 * Follows the framing of the upper layer protocol (PS3.8 section 9.3) beside the library that parses it, and stops a
 * peer before its announced lengths cost memory: the library gathers whatever a length field promises.
 */
export class PduGuard {
  private header = Buffer.alloc(0);
  private remaining = 0;
  private commandBytes = 0;
  private messageBytes = 0;

  constructor(private readonly limits: PduLimits) {}

  /**
   * Takes the next bytes of the stream; returns how many PDUs ended in them.
   * @throws PduRefused
   */
  follow(chunk: Buffer): number {
    let offset = 0;
    let ended = 0;
    while (offset < chunk.length) {
      if (this.remaining === 0) {
        offset += this.takeHeader(chunk, offset);
        if (this.header.length > 0) return ended;
      }
      const step = Math.min(this.remaining, chunk.length - offset);
      this.remaining -= step;
      offset += step;
      if (this.remaining === 0) ended += 1;
    }
    return ended;
  }

  private takeHeader(chunk: Buffer, offset: number): number {
    const before = this.header.length;
    const type = this.header[0] ?? chunk[offset];
    const wanted = type === P_DATA ? DATA_HEADER : HEADER;
    this.header = Buffer.concat([this.header, chunk.subarray(offset, offset + wanted - before)]);
    const taken = this.header.length - before;
    if (this.header.length === wanted) {
      this.remaining = this.check(this.header) - (wanted - HEADER);
      this.header = Buffer.alloc(0);
    }
    return taken;
  }

  private check(header: Buffer): number {
    const type = header[0] ?? 0;
    const length = header.readUInt32BE(2);
    if (type < 1 || type > 7) throw new PduRefused(`unknown PDU type ${type}`);
    if (type !== P_DATA) {
      if (length > this.limits.controlBytes) throw new PduRefused(`PDU of type ${type} is too long`);
      return length;
    }
    if (length > this.limits.dataBytes) throw new PduRefused('P-DATA-TF is longer than negotiated');
    if (length < HEADER) throw new PduRefused('P-DATA-TF holds no value');
    this.account(header[DATA_HEADER - 1] ?? 0, length);
    return length;
  }

  private account(control: number, length: number): void {
    if (control & COMMAND) {
      this.commandBytes = control & LAST ? 0 : this.commandBytes + length;
      this.messageBytes = 0;
    } else {
      this.messageBytes += length;
    }
    if (this.commandBytes > this.limits.commandBytes) throw new PduRefused('a command set does not end');
    if (this.messageBytes > this.limits.messageBytes) throw new PduRefused('a data set does not end');
  }
}
