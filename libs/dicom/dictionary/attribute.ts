import { data } from 'dcmjs';

/** An attribute: its DICOM keyword (`PatientID`) or its tag as eight hexadecimal digits (`00100020`). */
export type Attribute = string;

const { nameMap, dictionary } = data.DicomMetaDictionary;
const punctuated = (tag: string): string => `(${tag.slice(0, 4)},${tag.slice(4)})`.toUpperCase();

const TAG = /^[0-9a-fA-F]{8}$/;
const tagsOfKeywords = new Map(
  Object.entries(nameMap).map(([keyword, { tag }]) => [keyword, tag.replace(/[(),]/g, '')]),
);

/** More names than PS3.6 has; beyond it, private ones are not remembered. */
const MOST_REMEMBERED = 10_000;
const remembered = new Map<Attribute, { tag: string; key: string }>();

/** Asked for all the time, with every attribute of every object. */
function namesOf(attribute: Attribute): { tag: string; key: string } {
  const known = remembered.get(attribute);
  if (known) return known;
  const tag = tagsOfKeywords.get(attribute) ?? attribute.toUpperCase();
  if (!TAG.test(tag)) throw new RangeError(`${attribute} is no DICOM keyword`);
  const names = { tag, key: `x${tag.toLowerCase()}` };
  if (remembered.size < MOST_REMEMBERED) remembered.set(attribute, names);
  return names;
}

/** Tag of an attribute as eight upper-case hexadecimal digits. */
export const tagOf = (attribute: Attribute): string => namesOf(attribute).tag;

/** The name of an attribute in dicom-parser's data sets: `x` and the tag in lower case. */
export const parserKey = (attribute: Attribute): string => namesOf(attribute).key;

/** Value representation by PS3.6; `UN` for what the dictionary does not hold, the smallest one where it varies. */
export function dictionaryVr(tag: string): string {
  if (tag.endsWith('0000')) return 'UL';
  const vr = dictionary[punctuated(tag)]?.vr;
  if (vr === 'ox') return 'OW';
  if (vr === 'xs' || vr === 'up') return vr === 'xs' ? 'US' : 'UL';
  return vr ?? (/^[0-9A-F]{3}[13579BDF]00[1-9A-F]/.test(tag) ? 'LO' : 'UN');
}

/** Whether PS3.6 leaves the choice to the data set ("OB or OW", "US or SS"). */
export const isAmbiguousVr = (tag: string): boolean =>
  ['ox', 'xs'].includes(dictionary[punctuated(tag)]?.vr ?? '');

/** Value multiplicity by PS3.6 (`1`, `1-n`, `2-2n`); `null` for what the dictionary does not hold. */
export const dictionaryMultiplicity = (tag: string): string | null => dictionary[punctuated(tag)]?.vm ?? null;

/** Keyword of a tag, or the tag itself where PS3.6 has none. */
export const keywordOf = (tag: string): string => dictionary[punctuated(tag)]?.name || tag;

/** {@link tagOf} for names that come from outside: undefined for what is neither a keyword nor a tag. */
export const findTag = (attribute: string): string | undefined =>
  TAG.test(attribute) || tagsOfKeywords.has(attribute) ? tagOf(attribute) : undefined;
