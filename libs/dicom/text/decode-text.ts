import iconv from 'iconv-lite';
import { ascii, type CodeSet, codeSets, escapes, termKey, wholeEncodings } from './character-sets';

const ESC = 0x1b;

/** Beginning of a value, and after each delimiter, the sets of the first character set hold (PS3.5 section 6.1.2.5.3). */
interface CodeElements {
  g0: CodeSet;
  g1: CodeSet | undefined;
}

/**
 * Decodes text of a data set by (0008,0005) Specific Character Set (PS3.3 C.12.1.1.2), with the code extensions of
 * ISO 2022 (PS3.5 section 6.1.2.5). Never throws: bytes that no declared set explains become U+FFFD or, without any
 * declaration, are read as UTF-8 if they are that and as Latin-1 otherwise.
 * @param delimiters characters that reset the code elements: `\` and, in person names, `^` and `=`
 */
export function decodeText(bytes: Uint8Array, characterSets: readonly string[], delimiters = '\\'): string {
  const keys = characterSets.map(termKey);
  const whole = keys.map((key) => wholeEncodings[key]).find(Boolean);
  if (whole) return iconv.decode(Buffer.from(bytes), whole);
  const declared = keys.flatMap((key) => codeSets[key] ?? []);
  if (!bytes.includes(ESC) && !declared.some((set) => set.element === 'G1')) return undeclared(bytes);
  const only = declared[0];
  // Without an escape, one single-byte set covers both halves of its table.
  if (only?.bytesPerCharacter === 1 && !bytes.includes(ESC))
    return iconv.decode(Buffer.from(bytes), only.encoding);
  return decodeExtended(bytes, keys[0] ?? '', declared, delimiters);
}

function undeclared(bytes: Uint8Array): string {
  if (bytes.every((byte) => byte < 0x80)) return iconv.decode(Buffer.from(bytes), 'ascii');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return iconv.decode(Buffer.from(bytes), 'iso-8859-1');
  }
}

function decodeExtended(bytes: Uint8Array, first: string, declared: CodeSet[], delimiters: string): string {
  const initial = initialElements(first);
  // Writers forget to designate G1 again after a delimiter; then the first declared one is meant.
  const fallback = declared.find((set) => set.element === 'G1');
  let now = { ...initial };
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at]!;
    const escape = byte === ESC ? escapeAt(bytes, at) : undefined;
    if (escape) {
      if (escape.set.element === 'G0') now.g0 = escape.set;
      else now.g1 = escape.set;
      at += escape.length;
      continue;
    }
    const set = byte < 0x80 ? now.g0 : (now.g1 ?? fallback);
    const isControl = byte < 0x20;
    const length = isControl || !set ? 1 : set.bytesPerCharacter;
    const character = isControl ? String.fromCharCode(byte) : decodeOne(bytes.subarray(at, at + length), set);
    text += character;
    at += length;
    if (isControl || (length === 1 && delimiters.includes(character))) now = { ...initial };
  }
  return text;
}

function initialElements(first: string): CodeElements {
  const sets = codeSets[first] ?? [];
  // A two-byte set is only ever reached by an escape sequence (PS3.3 C.12.1.1.2, value 1 is a single-byte set).
  const single = sets.filter((set) => set.bytesPerCharacter === 1);
  return {
    g0: single.find((set) => set.element === 'G0') ?? ascii,
    g1: single.find((set) => set.element === 'G1'),
  };
}

function escapeAt(bytes: Uint8Array, at: number): { set: CodeSet; length: number } | undefined {
  const found = escapes.find(([sequence]) =>
    [...sequence].every((character, index) => bytes[at + 1 + index] === character.charCodeAt(0)),
  );
  return found && { set: found[1], length: 1 + found[0].length };
}

function decodeOne(bytes: Uint8Array, set: CodeSet | undefined): string {
  if (!set || bytes.length < set.bytesPerCharacter) return '\uFFFD';
  return iconv.decode(Buffer.from(set.wrap ? set.wrap(bytes) : bytes), set.encoding);
}
