import { type CharacterSetName, decodeText, encodeText } from './character-set';
import { encodeFields, type FieldContent, segment as contentOf, type SegmentContent } from './content';
import { delimitersOf, standardDelimiters } from './delimiters';
import { Hl7Unreadable } from './errors';
import { fieldPath } from './path';
import { type Reading, Segment } from './segment';
import { formatTimestamp } from './timestamp';

/** MSH of a message of ours (2.15.9). */
export interface MessageHeader {
  /** HD: a name, or `[name, universal id, its type]`; so are the next three. */
  sendingApplication: FieldContent;
  sendingFacility: FieldContent;
  receivingApplication: FieldContent;
  receivingFacility: FieldContent;
  at: Date;
  /** MSH-9: code, event, structure. */
  type: readonly string[];
  /** MSH-10, at most 20 characters up to version 2.6. */
  controlId: string;
  /** Production unless said otherwise (table 0103). */
  processingId?: string;
  /** `2.5.1` unless said otherwise. */
  version?: string;
  /** MSH-15, MSH-16 (table 0155); absent: original mode. */
  acceptAcknowledgement?: string;
  applicationAcknowledgement?: string;
  /** `UNICODE UTF-8` unless said otherwise. */
  characterSet?: CharacterSetName;
}

/** A v2 message: segments in order, values by path. Immutable. */
export class Hl7Message {
  private constructor(
    readonly segments: readonly Segment[],
    private readonly reading: Reading,
  ) {}

  /**
   * Reads one message, with CR, LF or both between segments (the standard knows CR only, files have all three).
   * @throws Hl7Unreadable, Hl7CharacterSetUnsupported, Hl7TextInvalid
   */
  static parse(bytes: Uint8Array): Hl7Message {
    const { reading, text } = decoded(bytes);
    const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
    const segments = lines.map((line) => {
      const [name = '', ...fields] = line.split(reading.delimiters.field);
      if (!/^[A-Z][A-Z0-9]{2}$/.test(name)) throw new Hl7Unreadable('a line begins with no segment name');
      if (name === 'MSH') fields.unshift(reading.delimiters.field);
      return new Segment(name, fields, reading);
    });
    if (segments.filter(({ name }) => name === 'MSH').length !== 1) {
      throw new Hl7Unreadable('it has more than one MSH segment; send batches message by message');
    }
    return new Hl7Message(segments, reading);
  }

  /** The MSH segment alone, to answer a message whose rest cannot be read; `null` when not even that can be. */
  static parseHeader(bytes: Uint8Array): Hl7Message | null {
    const header = headerOf(bytes);
    const delimiters = header.startsWith('MSH') ? delimitersOf(header) : null;
    if (!delimiters) return null;
    const reading = { delimiters, characterSet: 'ASCII' as const };
    // oxlint-disable-next-line no-control-regex
    const ascii = header
      .replace(/[^\x20-\x7e]/g, '?')
      .split(delimiters.field)
      .slice(1);
    return new Hl7Message([new Segment('MSH', [delimiters.field, ...ascii], reading)], reading);
  }

  static build(header: MessageHeader, contents: readonly SegmentContent[]): Hl7Message {
    const delimiters = standardDelimiters;
    const reading = { delimiters, characterSet: header.characterSet ?? 'UNICODE UTF-8' };
    const { field, component, repetition, escape, subComponent } = delimiters;
    const rest = encodeFields(contentOf('MSH', headerFields(header))).slice(2);
    const declared = [field, component + repetition + escape + subComponent];
    const segments = contents.map((one) => new Segment(one.name, encodeFields(one), reading));
    return new Hl7Message([new Segment('MSH', [...declared, ...rest], reading), ...segments], reading);
  }

  /** `field('PID-3[2].4.1')`, `field('OBX[3]-5')`; unescaped, `''` when absent. */
  field(path: string): string {
    const parsed = fieldPath(path);
    return this.all(parsed.segment)[parsed.occurrence - 1]?.at(parsed) ?? '';
  }

  all(name: string): Segment[] {
    return this.segments.filter((one) => one.name === name);
  }

  first(name: string): Segment | null {
    return this.segments.find((one) => one.name === name) ?? null;
  }

  /** MSH-10; `''` when the sender gave none. */
  get controlId(): string {
    return this.field('MSH-10');
  }

  /** MSH-9 without its structure: `ADT^A08`. */
  get type(): string {
    return [this.field('MSH-9.1'), this.field('MSH-9.2')].filter(Boolean).join('^');
  }

  get characterSet(): CharacterSetName {
    return this.reading.characterSet;
  }

  /** Segments ended by CR, in the message's character set. @throws Hl7TextUnencodable */
  toBytes(): Buffer {
    return encodeText(this.toString(), this.characterSet);
  }

  /** PHI: for storing, never for a log. */
  toString(): string {
    const { field } = this.reading.delimiters;
    return this.segments
      .map(({ name, fields }) =>
        name === 'MSH' ? name + field + fields.slice(1).join(field) : [name, ...fields].join(field),
      )
      .map((line) => `${line}\r`)
      .join('');
  }
}

/** The first segment, byte by byte: delimiters and MSH-18 are ASCII in every supported character set. */
function headerOf(bytes: Uint8Array): string {
  const end = bytes.findIndex((byte) => byte === 0x0d || byte === 0x0a);
  return Buffer.from(bytes.subarray(0, end < 0 ? bytes.length : end)).toString('latin1');
}

function decoded(bytes: Uint8Array): { reading: Reading; text: string } {
  if (bytes.includes(0)) throw new Hl7Unreadable('it holds NUL bytes, as UTF-16 does');
  const header = headerOf(bytes);
  if (!header.startsWith('MSH')) throw new Hl7Unreadable('it does not begin with MSH');
  const delimiters = delimitersOf(header);
  if (!delimiters) throw new Hl7Unreadable('MSH-1 and MSH-2 declare no usable delimiters');
  const declared = header.split(delimiters.field)[17] ?? '';
  const { text, characterSet } = decodeText(bytes, declared.split(delimiters.repetition));
  return { reading: { delimiters, characterSet }, text };
}

const headerFields = (header: MessageHeader): Record<number, FieldContent> => ({
  3: header.sendingApplication,
  4: header.sendingFacility,
  5: header.receivingApplication,
  6: header.receivingFacility,
  7: formatTimestamp(header.at),
  9: header.type,
  10: header.controlId,
  11: header.processingId ?? 'P',
  12: header.version ?? '2.5.1',
  15: header.acceptAcknowledgement,
  16: header.applicationAcknowledgement,
  18: header.characterSet ?? 'UNICODE UTF-8',
});
