import { dictionaryMultiplicity, keywordOf } from '../dictionary/attribute';
import type { DicomItem } from '../header/dicom-item';
import type { IodFinding } from './iod-finding';

interface ValueRule {
  /** Greatest length of one value, characters (bytes where the repertoire is the default one). */
  readonly longest: number;
  readonly shape?: RegExp;
  readonly expected: string;
}

const DATE = /^(\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;
const TIME = /^([01]\d|2[0-3])([0-5]\d([0-5]\d|60)?)?$|^([01]\d|2[0-3])[0-5]\d([0-5]\d|60)\.\d{1,6}$/;
const DATE_TIME =
  /^\d{4}((0[1-9]|1[0-2])((0[1-9]|[12]\d|3[01])(([01]\d|2[0-3])([0-5]\d(([0-5]\d|60)(\.\d{1,6})?)?)?)?)?)?([+-]\d{4})?$/;
const UID = /^(0|[1-9]\d*)(\.(0|[1-9]\d*))*$/;

/** PS3.5 table 6.2-1: what one value of a textual representation may be. */
const valueRules: Readonly<Record<string, ValueRule>> = {
  AE: { longest: 16, shape: /^[\x20-\x7e]*$/, expected: 'at most 16 characters of the default repertoire' },
  AS: { longest: 4, shape: /^\d{3}[DWMY]$/, expected: 'three digits and one of D, W, M, Y' },
  CS: {
    longest: 16,
    shape: /^[A-Z0-9 _]*$/,
    expected: 'at most 16 upper-case letters, digits, spaces, underscores',
  },
  DA: { longest: 8, shape: DATE, expected: 'a date YYYYMMDD' },
  DS: {
    longest: 16,
    shape: /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/,
    expected: 'a decimal number of at most 16 characters',
  },
  DT: { longest: 26, shape: DATE_TIME, expected: 'a date and time YYYYMMDDHHMMSS.FFFFFF&ZZXX' },
  IS: { longest: 12, shape: /^[+-]?\d+$/, expected: 'an integer of at most 12 characters' },
  LO: { longest: 64, expected: 'at most 64 characters' },
  SH: { longest: 16, expected: 'at most 16 characters' },
  TM: { longest: 14, shape: TIME, expected: 'a time HHMMSS.FFFFFF' },
  UI: {
    longest: 64,
    shape: UID,
    expected: 'a UID: digits and dots, no leading zeros, at most 64 characters',
  },
};

const HANDLING: Readonly<Record<string, string>> = {
  DA: 'treated as absent',
  TM: 'treated as absent',
  AS: 'not used',
  DS: 'treated as absent where it is no number',
  IS: 'treated as absent where it is no number',
  UI: 'kept when it has digits and dots only, else refused',
};
/** Control characters that text may hold: TAB, LF, FF, CR and ESC of ISO 2022 (PS3.5 section 6.1.3). */
const ALLOWED_CONTROL = new Set(['\t', '\n', '\f', '\r', '\u001b']);
const hasControl = (value: string): boolean =>
  [...value].some((character) => /\p{Cc}/u.test(character) && !ALLOWED_CONTROL.has(character));
const LONGEST_NAME_GROUP = 64;

/** Checks all values of an item and of the items below it (PS3.5 section 6.2, PS3.6 for multiplicity). */
export function checkValues(item: DicomItem, path = ''): IodFinding[] {
  return item.tags
    .filter((tag) => !isPrivate(tag) && !tag.endsWith('0000'))
    .flatMap((tag) => {
      const attribute = `${path}${keywordOf(tag)}`;
      if (item.isSequence(tag)) {
        return item.sequence(tag).flatMap((one, index) => checkValues(one, `${attribute}[${index + 1}].`));
      }
      return checkAttribute(item, tag, attribute);
    });
}

function checkAttribute(item: DicomItem, tag: string, attribute: string): IodFinding[] {
  const vr = item.vr(tag);
  const rule = valueRules[vr];
  const isText = rule !== undefined || vr === 'PN';
  if (!isText || !item.bytes(tag)) return [];
  const values = item.strings(tag);
  const findings: IodFinding[] = [];
  const broken = vr === 'PN' ? values.some(isBrokenName) : values.some((value) => isBroken(value, rule));
  if (broken) {
    const expected = rule?.expected ?? 'at most three groups of 64 characters';
    findings.push(finding('value.invalid', attribute, `${vr} wants ${expected}`, HANDLING[vr] ?? null));
  }
  const wanted = dictionaryMultiplicity(tag);
  if (wanted && values.some(Boolean) && !fits(values.length, wanted)) {
    const message = `has ${values.length} values, PS3.6 wants ${wanted}`;
    findings.push(finding('value.multiplicity', attribute, message, 'the first value counts'));
  }
  return findings;
}

const isBroken = (value: string, rule: ValueRule | undefined): boolean =>
  value !== '' &&
  rule !== undefined &&
  ([...value].length > rule.longest || (rule.shape ? !rule.shape.test(value) : hasControl(value)));

function isBrokenName(value: string): boolean {
  const groups = value.split('=');
  return (
    groups.length > 3 || groups.some((group) => [...group].length > LONGEST_NAME_GROUP || hasControl(group))
  );
}

/** Multiplicities of PS3.6: `1`, `3`, `1-8`, `1-n`, `2-2n`. */
function fits(count: number, multiplicity: string): boolean {
  const [, least, most, step] = /^(\d+)(?:-(?:(\d+)|(\d*)n))?$/.exec(multiplicity) ?? [];
  if (least === undefined) return true;
  if (count < Number(least)) return false;
  if (most !== undefined) return count <= Number(most);
  if (step !== undefined) return count % Number(step || 1) === 0;
  return count === Number(least);
}

const isPrivate = (tag: string): boolean => /[13579BDF]/.test(tag[3] ?? '');

const finding = (
  rule: IodFinding['rule'],
  attribute: string,
  message: string,
  handling: string | null,
): IodFinding => ({ severity: 'error', rule, module: null, attribute, message, handling });
