import { comparableName } from '../query/person-name';

/** Letters that have no accent to take away, as systems without them write them. */
const PLAIN: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
};
/** The other custom: Müller is Mueller. */
const SPELT_OUT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };

const replaced = (text: string, letters: Readonly<Record<string, string>>): string =>
  text.replace(/\p{L}/gu, (letter) => letters[letter] ?? letter);

/**
 * A name in the two ways in which systems without accents write it: letters stripped, or spelt out. Two names are
 * spelt alike when they agree in either.
 */
export function spellingsOf(name: string): [string, string] {
  const lower = name.normalize('NFC').toLowerCase();
  const spell = (text: string): string => comparableName(replaced(text, PLAIN));
  return [spell(lower), spell(replaced(lower, SPELT_OUT))];
}
