import { decode, encode } from 'iconv-lite';
import { Hl7CharacterSetUnsupported, Hl7TextInvalid, Hl7TextUnencodable } from './errors';

/** HL7 table 0211 in the names of the encoders. UTF-16 and UTF-32 may hold MLLP's framing bytes and are not among them. */
const ENCODINGS = {
  ASCII: 'ascii',
  '8859/1': 'iso-8859-1',
  '8859/2': 'iso-8859-2',
  '8859/3': 'iso-8859-3',
  '8859/4': 'iso-8859-4',
  '8859/5': 'iso-8859-5',
  '8859/6': 'iso-8859-6',
  '8859/7': 'iso-8859-7',
  '8859/8': 'iso-8859-8',
  '8859/9': 'iso-8859-9',
  '8859/15': 'iso-8859-15',
  'UNICODE UTF-8': 'utf-8',
  'GB 18030-2000': 'gb18030',
  'BIG-5': 'big5',
  'KS X 1001': 'euc-kr',
} as const;

/** A character set by its name in HL7 table 0211, as MSH-18 has it. */
export type CharacterSetName = keyof typeof ENCODINGS;
export const characterSetNames = Object.keys(ENCODINGS) as CharacterSetName[];

const ALIASES: Record<string, CharacterSetName> = {
  '': 'ASCII',
  'ISO IR6': 'ASCII',
  'UTF-8': 'UNICODE UTF-8',
  UTF8: 'UNICODE UTF-8',
  UNICODE: 'UNICODE UTF-8',
  'ISO-8859-1': '8859/1',
  'ISO IR100': '8859/1',
};

/** ISO 2022 Japanese; read only, because no encoder is at hand. */
const JAPANESE = new Set(['ISO IR87', 'ISO IR159', 'ISO IR14']);

/** The decoded text of a message and the character set in which to answer it. */
export interface DecodedText {
  text: string;
  characterSet: CharacterSetName;
}

const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80);

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Decodes by MSH-18, whose first repetition rules (2.15.9.18). A sender who names ASCII or nothing and then sends
 * eight-bit letters means UTF-8 where the bytes are UTF-8, and Latin 1 otherwise.
 * @throws Hl7CharacterSetUnsupported, Hl7TextInvalid
 */
export function decodeText(bytes: Uint8Array, declared: readonly string[]): DecodedText {
  const names = declared.map((name) => name.trim().toUpperCase());
  if (names.some((name) => JAPANESE.has(name))) {
    return { text: new TextDecoder('iso-2022-jp').decode(bytes), characterSet: 'ASCII' };
  }
  const first = names[0] ?? '';
  const name = ALIASES[first] ?? (first as CharacterSetName);
  if (!Object.hasOwn(ENCODINGS, name)) throw new Hl7CharacterSetUnsupported();
  if (name === 'ASCII' && !isAscii(bytes)) {
    const text = utf8(bytes);
    return text === null
      ? { text: decode(Buffer.from(bytes), 'iso-8859-1'), characterSet: '8859/1' }
      : { text, characterSet: 'UNICODE UTF-8' };
  }
  const text = name === 'UNICODE UTF-8' ? utf8(bytes) : decode(Buffer.from(bytes), ENCODINGS[name]);
  if (text === null) throw new Hl7TextInvalid();
  return { text, characterSet: name };
}

/** @throws Hl7TextUnencodable rather than to send a question mark for a letter */
export function encodeText(text: string, characterSet: CharacterSetName): Buffer {
  const bytes = encode(text, ENCODINGS[characterSet]);
  if (decode(bytes, ENCODINGS[characterSet]) !== text) throw new Hl7TextUnencodable(characterSet);
  return bytes;
}

/** The bytes of a `\Xdd..\` escape, which are of the message's character set. */
export const decodeEscapedBytes = (bytes: Uint8Array, characterSet: CharacterSetName): string =>
  decode(Buffer.from(bytes), ENCODINGS[characterSet]);
