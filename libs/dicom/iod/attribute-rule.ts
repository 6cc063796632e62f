import type { DicomItem } from '../header/dicom-item';
import type { IodFinding, IodRule } from './iod-finding';

/** PS3.5 section 7.4: 1 has a value, 2 may be empty, C only under a condition; of 3 only the values are checked. */
type AttributeType = '1' | '1C' | '2' | '2C' | '3';

interface RuleOptions {
  /** The condition of 1C and 2C. */
  readonly when?: (o: DicomItem) => boolean;
  /** Enumerated Values (not Defined Terms, which may be extended) of the first value. */
  readonly values?: readonly string[];
  readonly handling?: string;
}

/** Requirement of one attribute in one module. */
type AttributeRule = readonly [keyword: string, type: AttributeType, options?: RuleOptions];

/** A module of PS3.3 annex C, as far as it is checked: required attributes and enumerated values. */
export interface IodModule {
  readonly name: string;
  readonly rules: readonly AttributeRule[];
}

function isEmpty(o: DicomItem, keyword: string): boolean {
  if (o.isSequence(keyword)) return o.sequence(keyword).length === 0;
  const bytes = o.bytes(keyword);
  return bytes === undefined || (isText(o.vr(keyword)) && bytes.every(isNothing));
}

const TEXT = new Set('AE AS CS DA DS DT IS LO LT PN SH ST TM UC UI UR UT'.split(' '));
const isText = (vr: string): boolean => TEXT.has(vr);
/** Padding, and what parts values: text of nothing else says nothing. */
const isNothing = (byte: number): boolean => byte === 0x20 || byte === 0 || byte === 0x5c;

/** What an object breaks of one module. `isFilled` tells of attributes whose values lie outside the parsed header. */
export function checkModule(
  o: DicomItem,
  { name, rules }: IodModule,
  isFilled: (keyword: string) => boolean,
): IodFinding[] {
  return rules.flatMap(([keyword, type, options = {}]) => {
    const finding = (rule: IodRule, message: string): IodFinding[] => [
      {
        severity: 'error',
        rule,
        module: name,
        attribute: keyword,
        message,
        handling: options.handling ?? null,
      },
    ];
    const required = type === '1' || type === '2' || (type !== '3' && (options.when?.(o) ?? false));
    if (!o.has(keyword)) return required ? finding('attribute.missing', `Type ${type} is missing`) : [];
    if (!isFilled(keyword) && isEmpty(o, keyword)) {
      return type.startsWith('1') ? finding('attribute.empty', `Type ${type} has no value`) : [];
    }
    const { values } = options;
    if (!values) return [];
    const [first = ''] = o.strings(keyword);
    return values.includes(textual(o, keyword, first))
      ? []
      : finding('value.not-enumerated', `allowed are ${values.join(', ')}`);
  });
}

/** Binary numbers are compared as they are written in PS3.3. */
const textual = (o: DicomItem, keyword: string, text: string): string =>
  ['US', 'SS', 'UL', 'SL'].includes(o.vr(keyword)) ? String(o.number(keyword)) : text;
