import { doubleMetaphone } from 'double-metaphone';
import { spellingsOf } from '../identity/name-spelling';

/** How a word sounds, by Double Metaphone (L. Philips, 2000): its likeliest code, then the other one. */
interface Sounds {
  primary: string;
  secondary: string;
}

/** One word that a name must have, in whatever place: it begins a word of the name, or sounds like one. */
export interface FuzzyWord {
  /** Lower case, without accents. */
  start: string;
  /** `null` for words of other scripts, and for those too short to have a sound of their own. */
  sounds: Sounds | null;
}

/** Which names of a study are indexed by words and sounds, and the mark of each. */
const MARKS: Readonly<Record<string, string>> = { '00100010': 'p', '00080090': 'r' };
/** A code of one letter is shared by too many words to say anything. */
const SHORTEST_CODE = 2;
const LONGEST_WORD = 64;
const MOST_WORDS = 64;

const BETWEEN_WORDS = /[\s^=,*?.\-\u2010-\u2015]+/;
const wordsIn = (text: string): string[] =>
  text
    .replaceAll(/['\u2018\u2019`]/g, '')
    .split(BETWEEN_WORDS)
    .filter(Boolean)
    .slice(0, MOST_WORDS)
    .map((word) => word.slice(0, LONGEST_WORD));

function soundsOf(word: string): Sounds | null {
  if (!/^[a-z]+$/.test(word)) return null;
  const [primary, secondary] = doubleMetaphone(word);
  return primary.length >= SHORTEST_CODE ? { primary, secondary } : null;
}

/** The words of a name as it is asked for; wild cards, commas and hyphens part them. */
export const fuzzyWords = (name: string): FuzzyWord[] =>
  wordsIn(spellingsOf(name)[0]).map((start) => ({ start, sounds: soundsOf(start) }));

/** Words of a stored name, in both ways in which systems without accents write it. */
const storedWords = (name: string): Set<string> => new Set(spellingsOf(name).flatMap(wordsIn));

/** Whether two words sound alike: the likeliest code of one is a code of the other. */
const soundAlike = (a: Sounds, b: Sounds): boolean =>
  a.primary === b.primary || a.primary === b.secondary || a.secondary === b.primary;

/** Whether a name has all the words (PS3.4 C.2.2.2.1 leaves fuzzy semantic matching to be defined). */
export function matchesFuzzily(name: string, words: readonly FuzzyWord[]): boolean {
  const stored = [...storedWords(name)].map((word) => ({ word, sounds: soundsOf(word) }));
  return words.every(({ start, sounds }) =>
    stored.some(
      (one) => one.word.startsWith(start) || (sounds && one.sounds && soundAlike(sounds, one.sounds)),
    ),
  );
}

/** Whether {@link matchesFuzzily} is answered by an index for this attribute; by the beginnings of words otherwise. */
export const isIndexedName = (tag: string): boolean => tag in MARKS;

/** What an index keeps of the names of a study, by tag; {@link lexemeQuery} looks for it. */
export function nameLexemes(names: Readonly<Record<string, string>>): string[] {
  const lexemes = new Set<string>();
  for (const [tag, mark] of Object.entries(MARKS))
    for (const word of storedWords(names[tag] ?? '')) {
      lexemes.add(`${mark}.${word}`);
      const sounds = soundsOf(word);
      if (sounds) lexemes.add(`${mark}1${sounds.primary}`).add(`${mark}2${sounds.secondary}`);
    }
  return [...lexemes];
}

/** A PostgreSQL `tsquery` over {@link nameLexemes}; `null` when there is no word to look for. */
export function lexemeQuery(tag: string, words: readonly FuzzyWord[]): string | null {
  const mark = MARKS[tag] ?? '';
  const parts = words.map(({ start, sounds }) => {
    const ways = [`${quoted(`${mark}.${start}`)}:*`];
    if (sounds) {
      const { primary, secondary } = sounds;
      ways.push(quoted(`${mark}1${primary}`), quoted(`${mark}2${primary}`), quoted(`${mark}1${secondary}`));
    }
    return `(${ways.join(' | ')})`;
  });
  return parts.length > 0 ? parts.join(' & ') : null;
}

const quoted = (lexeme: string): string => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
