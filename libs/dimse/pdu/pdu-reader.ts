import { ProtocolBroken } from '../dimse-error';
import { decodePdu } from './decode-pdu';
import { type ControlPdu, PduType } from './pdu';
import { AbortReason } from './reasons';

export interface PduLimits {
  /** P-DATA-TF, bytes: what we announce as maximum length, and some slack for peers that ignore it. */
  dataBytes: number;
  /** All other PDUs. An A-ASSOCIATE-RQ of 128 presentation contexts stays below 64 KiB. */
  controlBytes: number;
}

/** A piece of a message. A presentation data value may come in several; `last` is true for the very last only. */
export interface Fragment {
  kind: 'fragment';
  contextId: number;
  isCommand: boolean;
  last: boolean;
  /** A view into what the network brought; take it or copy it before the next call. */
  bytes: Buffer;
}
export type PduEvent = Fragment | { kind: 'control'; pdu: ControlPdu };

const HEADER = 6;
const COMMAND = 0x01;
const LAST = 0x02;

/**
 * Takes the bytes of a connection apart (PS3.8 section 9.3). Control PDUs are gathered up to their limit; the values
 * of P-DATA-TF are passed on as they arrive, so that no length field of a peer costs memory.
 */
export class PduReader {
  /** How many PDUs have ended. */
  completed = 0;
  private readonly gathered: Buffer[] = [];
  private gatheredBytes = 0;
  private wanted = HEADER;
  /** Type of the PDU whose header has been read, 0 between two PDUs. */
  private type = 0;
  private pduLeft = 0;
  private value: Omit<Fragment, 'kind' | 'last' | 'bytes'> & { last: boolean; left: number } = {
    contextId: 0,
    isCommand: false,
    last: false,
    left: 0,
  };

  constructor(private readonly limits: PduLimits) {}

  /** Whether a PDU has begun that has not ended. */
  get isInside(): boolean {
    return this.type !== 0 || this.gatheredBytes > 0;
  }

  /** Takes the next bytes of the stream. @throws ProtocolBroken */
  *read(chunk: Buffer): Generator<PduEvent> {
    for (let at = 0; at < chunk.length;) {
      if (this.value.left > 0) {
        const end = Math.min(chunk.length, at + this.value.left);
        yield this.fragment(chunk.subarray(at, end));
        at = end;
      } else {
        const end = Math.min(chunk.length, at + this.wanted - this.gatheredBytes);
        const whole = this.gather(chunk.subarray(at, end));
        at = end;
        const event = whole && this.advance(whole);
        if (event) yield event;
      }
    }
  }

  private fragment(bytes: Buffer): Fragment {
    const { contextId, isCommand, last } = this.value;
    this.value.left -= bytes.length;
    this.pduLeft -= bytes.length;
    const ends = this.value.left === 0;
    if (ends) this.nextValue();
    return { kind: 'fragment', contextId, isCommand, last: last && ends, bytes };
  }

  private gather(bytes: Buffer): Buffer | null {
    this.gathered.push(bytes);
    this.gatheredBytes += bytes.length;
    if (this.gatheredBytes < this.wanted) return null;
    const [only] = this.gathered;
    const whole = this.gathered.length === 1 && only ? only : Buffer.concat(this.gathered);
    this.gathered.length = 0;
    this.gatheredBytes = 0;
    return whole;
  }

  private advance(whole: Buffer): PduEvent | null {
    if (this.type === 0) return this.begin(whole.readUInt8(), whole.readUInt32BE(2));
    if (this.type === PduType.data) return this.beginValue(whole);
    return this.control(whole);
  }

  private begin(type: number, length: number): PduEvent | null {
    if (type < PduType.associateRequest || type > PduType.abort)
      throw new ProtocolBroken(`unknown PDU type ${type}`, AbortReason.unrecognizedPdu);
    const limit = type === PduType.data ? this.limits.dataBytes : this.limits.controlBytes;
    if (length > limit) throw new ProtocolBroken(`a PDU of type ${type} is longer than allowed`);
    if (type === PduType.data && length < HEADER) throw new ProtocolBroken('a P-DATA-TF holds no value');
    this.type = type;
    this.pduLeft = length;
    if (type === PduType.data) return this.nextValue();
    this.wanted = length;
    return length === 0 ? this.control(Buffer.alloc(0)) : null;
  }

  private control(body: Buffer): PduEvent {
    const pdu = decodePdu(this.type, body);
    this.end();
    return { kind: 'control', pdu };
  }

  private nextValue(): null {
    if (this.pduLeft === 0) return this.end();
    if (this.pduLeft < HEADER) throw new ProtocolBroken('a P-DATA-TF ends within the header of a value');
    this.wanted = HEADER;
    return null;
  }

  private beginValue(header: Buffer): PduEvent | null {
    const length = header.readUInt32BE();
    this.pduLeft -= HEADER;
    // The length covers context ID and message control header, which have been read (PS3.8 figure 9-2).
    if (length < 2 || length - 2 > this.pduLeft)
      throw new ProtocolBroken('the length of a presentation data value lies');
    const control = header.readUInt8(5);
    const value = {
      contextId: header.readUInt8(4),
      isCommand: (control & COMMAND) !== 0,
      last: (control & LAST) !== 0,
      left: length - 2,
    };
    this.value = value;
    return value.left === 0 ? this.fragment(Buffer.alloc(0)) : null;
  }

  private end(): null {
    this.completed += 1;
    this.type = 0;
    this.wanted = HEADER;
    return null;
  }
}
