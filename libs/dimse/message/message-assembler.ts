import { type DimseError, ProtocolBroken } from '../dimse-error';
import type { Fragment } from '../pdu/pdu-reader';
import { CommandField } from './command-field';
import { type CommandSet, decodeCommandSet } from './command-set';
import { DataSetStream } from './data-set-stream';

export interface MessageLimits {
  /** One command set, all its fragments. */
  commandBytes: number;
  /** One identifier, failed list or other data set that is read in memory. */
  identifierBytes: number;
  /** One C-STORE data set that a consumer gets; more is answered with "out of resources". */
  dataSetBytes: number;
  /** One C-STORE data set, thrown away parts included; an endless one is cut off here. */
  endlessBytes: number;
}

/** A DIMSE message (PS3.7 section 6.3). */
export interface Message {
  contextId: number;
  command: CommandSet;
  /** A data set that was small enough to be gathered. */
  dataSet: Buffer | null;
  /** Of a C-STORE request: the data set, which is only arriving. */
  stream: DataSetStream | null;
}

/** Puts fragments together to messages. A C-STORE request is told as soon as its command has come. */
export class MessageAssembler {
  private contextId = 0;
  private command: CommandSet | null = null;
  private stream: DataSetStream | null = null;
  private gathered: Buffer[] = [];
  private bytes = 0;

  constructor(
    private readonly limits: MessageLimits,
    private readonly deliver: (message: Message) => void,
  ) {}

  /** Whether a message has begun that has not ended. */
  get isInside(): boolean {
    return this.command !== null || this.bytes > 0;
  }

  /** Takes the next fragment; a promise says that the consumer of a data set needs time. @throws ProtocolBroken */
  take(fragment: Fragment): Promise<void> | undefined {
    if (this.isInside && fragment.contextId !== this.contextId)
      throw new ProtocolBroken('the fragments of two messages are mixed');
    this.contextId = fragment.contextId;
    this.bytes += fragment.bytes.length;
    return fragment.isCommand ? this.takeCommand(fragment) : this.takeData(fragment);
  }

  /** The association has ended; whoever reads a data set is told. */
  breakOff(error: DimseError): void {
    this.stream?.breakOff(error);
    this.reset();
  }

  private takeCommand({ bytes, last }: Fragment): undefined {
    if (this.command) throw new ProtocolBroken('a command where a data set must follow');
    if (this.bytes > this.limits.commandBytes) throw new ProtocolBroken('a command set does not end');
    this.keep(bytes);
    if (!last) return;
    const command = decodeCommandSet(Buffer.concat(this.gathered));
    this.gathered = [];
    this.bytes = 0;
    if (!command.hasDataSet) {
      this.deliver({ contextId: this.contextId, command, dataSet: null, stream: null });
      return;
    }
    this.command = command;
    if (command.commandField !== CommandField.cStore) return;
    this.stream = new DataSetStream(this.limits.dataSetBytes);
    this.deliver({ contextId: this.contextId, command, dataSet: null, stream: this.stream });
  }

  private takeData({ bytes, last }: Fragment): Promise<void> | undefined {
    if (!this.command) throw new ProtocolBroken('a data set without a command');
    if (this.stream) return this.passOn(this.stream, bytes, last);
    if (this.bytes > this.limits.identifierBytes) throw new ProtocolBroken('a data set is too long');
    this.keep(bytes);
    if (!last) return undefined;
    const message = { contextId: this.contextId, command: this.command, stream: null };
    const dataSet = Buffer.concat(this.gathered);
    this.reset();
    this.deliver({ ...message, dataSet });
    return undefined;
  }

  /** A copy, because the fragment is a view into a larger chunk; empty ones must not add up to anything. */
  private keep(bytes: Buffer): void {
    if (bytes.length > 0) this.gathered.push(Buffer.from(bytes));
  }

  private passOn(stream: DataSetStream, bytes: Buffer, last: boolean): Promise<void> | undefined {
    if (this.bytes > this.limits.endlessBytes) throw new ProtocolBroken('a data set does not end');
    const room = stream.give(bytes);
    if (!last) return room;
    stream.complete();
    this.reset();
    return undefined;
  }

  private reset(): void {
    this.command = null;
    this.stream = null;
    this.gathered = [];
    this.bytes = 0;
  }
}
