import { type CharacterSetName, decodeEscapedBytes } from './character-set';
import type { Delimiters } from './delimiters';

// Besides the delimiters: VT and FS would end an MLLP block, the other control characters have no place in a text.
// oxlint-disable-next-line no-control-regex
const TO_ESCAPE = /\r\n?|[|^~\\&\x00-\x1f\x7f]/g;
const SEQUENCES: Record<string, string> = { '|': 'F', '^': 'S', '&': 'T', '~': 'R', '\\': 'E' };

const sequenceOf = (character: string): string =>
  SEQUENCES[character] ??
  (/[\r\n]/.test(character)
    ? '.br'
    : `X${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

/** Text to the inside of a field (2.7.1), for {@link standardDelimiters}. A line break becomes `\.br\` (2.7.7). */
export const escapeText = (text: string): string =>
  text.replace(TO_ESCAPE, (character) => `\\${sequenceOf(character)}\\`);

function replacement(
  sequence: string,
  delimiters: Delimiters,
  characterSet: CharacterSetName,
): string | null {
  if (/^X([0-9A-Fa-f]{2})+$/.test(sequence)) {
    // NUL is no character of a text, and databases refuse it.
    return decodeEscapedBytes(Buffer.from(sequence.slice(1), 'hex'), characterSet).replaceAll('\0', '');
  }
  // Formatting (2.7.7): what breaks a line stays a break, indentation and filling are dropped.
  if (/^\.(br|ce|sp\s*\+?\d*)$/i.test(sequence)) {
    return '\n'.repeat(Math.min(Number(/\d+/.exec(sequence)?.[0] ?? 1), 100));
  }
  if (/^\.(in|ti|sk|fi|nf)\s*[+-]?\d*$/i.test(sequence)) return '';
  if (/^(H|N|[CM][0-9A-Fa-f]+|Z.*)$/.test(sequence)) return '';
  const letters: Record<string, string> = {
    F: delimiters.field,
    S: delimiters.component,
    T: delimiters.subComponent,
    R: delimiters.repetition,
    E: delimiters.escape,
    P: '#',
  };
  return letters[sequence] ?? null;
}

/**
 * The inside of a field to text. Senders that never escape write `\` as itself; what is no escape sequence of the
 * standard therefore stays as it is.
 */
export function unescapeText(value: string, delimiters: Delimiters, characterSet: CharacterSetName): string {
  const { escape: mark } = delimiters;
  let text = '';
  let at = 0;
  for (;;) {
    const start = value.indexOf(mark, at);
    const end = start < 0 ? -1 : value.indexOf(mark, start + 1);
    if (end < 0) return text + value.slice(at);
    const replaced = replacement(value.slice(start + 1, end), delimiters, characterSet);
    text += value.slice(at, start) + (replaced ?? mark);
    at = replaced === null ? start + 1 : end + 1;
  }
}
