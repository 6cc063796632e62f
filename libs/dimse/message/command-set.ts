import { ProtocolBroken } from '../dimse-error';

/** Numbers of sub-operations of C-MOVE and C-GET (PS3.7 section 9.3.4.2). */
export interface SubOperations {
  remaining: number;
  completed: number;
  failed: number;
  warning: number;
}

/** A command set (PS3.7 annex E), its elements by keyword. `hasDataSet` stands for (0000,0800). */
export interface CommandSet {
  commandField: number;
  hasDataSet: boolean;
  affectedSopClassUid?: string;
  requestedSopClassUid?: string;
  messageId?: number;
  messageIdBeingRespondedTo?: number;
  moveDestination?: string;
  priority?: number;
  status?: number;
  offendingElement?: number[];
  errorComment?: string;
  affectedSopInstanceUid?: string;
  requestedSopInstanceUid?: string;
  eventTypeId?: number;
  attributeIdentifierList?: number[];
  actionTypeId?: number;
  numberOfRemainingSubOperations?: number;
  numberOfCompletedSubOperations?: number;
  numberOfFailedSubOperations?: number;
  numberOfWarningSubOperations?: number;
  moveOriginatorAeTitle?: string;
  moveOriginatorMessageId?: number;
}

type Key = Exclude<keyof CommandSet, 'hasDataSet'>;
type Representation = 'US' | 'UI' | 'AE' | 'LO' | 'AT';

/** Element number in group 0000, ascending (PS3.7 table E.1-1). */
const elements: ReadonlyArray<readonly [number: number, key: Key, vr: Representation]> = [
  [0x0002, 'affectedSopClassUid', 'UI'],
  [0x0003, 'requestedSopClassUid', 'UI'],
  [0x0100, 'commandField', 'US'],
  [0x0110, 'messageId', 'US'],
  [0x0120, 'messageIdBeingRespondedTo', 'US'],
  [0x0600, 'moveDestination', 'AE'],
  [0x0700, 'priority', 'US'],
  [0x0900, 'status', 'US'],
  [0x0901, 'offendingElement', 'AT'],
  [0x0902, 'errorComment', 'LO'],
  [0x1000, 'affectedSopInstanceUid', 'UI'],
  [0x1001, 'requestedSopInstanceUid', 'UI'],
  [0x1002, 'eventTypeId', 'US'],
  [0x1005, 'attributeIdentifierList', 'AT'],
  [0x1008, 'actionTypeId', 'US'],
  [0x1020, 'numberOfRemainingSubOperations', 'US'],
  [0x1021, 'numberOfCompletedSubOperations', 'US'],
  [0x1022, 'numberOfFailedSubOperations', 'US'],
  [0x1023, 'numberOfWarningSubOperations', 'US'],
  [0x1030, 'moveOriginatorAeTitle', 'AE'],
  [0x1031, 'moveOriginatorMessageId', 'US'],
];
const byNumber = new Map(elements.map(([number, key, vr]) => [number, { key, vr }]));
const DATA_SET_TYPE = 0x0800;
const NO_DATA_SET = 0x0101;
const SOME_DATA_SET = 0x0102;
const LONGEST_COMMENT = 64;

/** Encodes a command set in Implicit VR Little Endian (PS3.7 section 6.3.1). */
export function encodeCommandSet(command: CommandSet): Buffer {
  const encoded: Buffer[] = [];
  let dataSetType: Buffer | null = element(
    DATA_SET_TYPE,
    uint16(command.hasDataSet ? SOME_DATA_SET : NO_DATA_SET),
  );
  for (const [number, key, vr] of elements) {
    if (dataSetType && number > DATA_SET_TYPE) {
      encoded.push(dataSetType);
      dataSetType = null;
    }
    const value = command[key];
    if (value !== undefined) encoded.push(element(number, encodeValue(vr, value)));
  }
  if (dataSetType) encoded.push(dataSetType);
  const body = Buffer.concat(encoded);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([element(0x0000, length), body]);
}

function element(number: number, value: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16LE(number, 2);
  header.writeUInt32LE(value.length, 4);
  return Buffer.concat([header, value]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(Math.min(value, 0xffff));
  return bytes;
}

function encodeValue(vr: Representation, value: string | number | number[]): Buffer {
  if (typeof value === 'number') return uint16(value);
  if (typeof value !== 'string')
    return Buffer.concat(value.flatMap((tag) => [uint16(tag >>> 16), uint16(tag & 0xffff)]));
  const text = Buffer.from(vr === 'LO' ? value.slice(0, LONGEST_COMMENT) : value, 'latin1');
  const pad = vr === 'UI' ? 0x00 : 0x20;
  return text.length % 2 === 0 ? text : Buffer.concat([text, Buffer.from([pad])]);
}

/** Elements that are not of PS3.7 annex E, retired ones among them, are skipped. @throws ProtocolBroken */
export function decodeCommandSet(bytes: Buffer): CommandSet {
  const command: CommandSet = { commandField: 0, hasDataSet: false };
  let hasField = false;
  for (let at = 0; at < bytes.length;) {
    if (at + 8 > bytes.length) throw new ProtocolBroken('a command set ends within an element');
    const end = at + 8 + bytes.readUInt32LE(at + 4);
    if (bytes.readUInt16LE(at) !== 0) throw new ProtocolBroken('a command set holds another group');
    if (end > bytes.length) throw new ProtocolBroken('an element of a command set is longer than the set');
    const number = bytes.readUInt16LE(at + 2);
    const value = bytes.subarray(at + 8, end);
    if (number === DATA_SET_TYPE) command.hasDataSet = word(value) !== NO_DATA_SET;
    else if (value.length > 0) decodeElement(command, number, value);
    hasField ||= number === 0x0100;
    at = end;
  }
  if (!hasField) throw new ProtocolBroken('a command set without a command field');
  return command;
}

function decodeElement(command: CommandSet, number: number, value: Buffer): void {
  const known = byNumber.get(number);
  if (!known) return;
  const decoded = known.vr === 'US' ? word(value) : known.vr === 'AT' ? tags(value) : text(value, known.vr);
  Object.assign(command, { [known.key]: decoded });
}

function word(value: Buffer): number {
  if (value.length < 2) throw new ProtocolBroken('a number of a command set is too short');
  return value.readUInt16LE();
}

const tags = (value: Buffer): number[] =>
  Array.from(
    { length: value.length >> 2 },
    (_, index) => ((value.readUInt16LE(index * 4) << 16) | value.readUInt16LE(index * 4 + 2)) >>> 0,
  );

const text = (value: Buffer, vr: Representation): string => {
  const decoded = value.toString('latin1').replace(/[\0 ]+$/, '');
  return vr === 'AE' ? decoded.trim() : decoded;
};
