import { tagOf } from '../dictionary/attribute';
import { sopClassName } from '../dictionary/sop-class';
import { checkModule } from './attribute-rule';
import { type CheckedObject, checkConsistency } from './consistency-rules';
import type { IodFinding } from './iod-finding';
import { modulesOf } from './iods';
import { checkValues } from './value-rules';

export interface CheckIodOptions {
  /** Length of native Pixel Data, bytes; `null` when they are encapsulated or absent. */
  readonly pixelDataLength: number | null;
  /** Tags of attributes that have a value which was not read into memory. */
  readonly leftOut?: ReadonlySet<string>;
}

/**
 * Which rules of its IOD an object breaks: required attributes and enumerated values of its mandatory modules
 * (PS3.3), values against their representation and multiplicity (PS3.5, PS3.6), and what attributes say of each other.
 * A class whose IOD is not known here is checked for what all composite objects share, and that is said.
 */
export const checkIod = (o: CheckedObject, options: CheckIodOptions): IodFinding[] =>
  distinct([...checkModules(o, options), ...checkValues(o)]);

/** {@link checkIod} without looking at every value: what an object lacks or contradicts, at a quarter of the cost. */
export function checkModules(o: CheckedObject, { pixelDataLength, leftOut }: CheckIodOptions): IodFinding[] {
  const sopClassUid = o.string('SOPClassUID') ?? '';
  const { modules, known } = modulesOf(sopClassUid);
  const isFilled = (keyword: string): boolean => leftOut?.has(tagOf(keyword)) ?? false;
  return distinct([
    ...(known ? [] : [unchecked(sopClassUid)]),
    ...modules.flatMap((module) => checkModule(o, module, isFilled)),
    ...checkConsistency(o, pixelDataLength),
  ]);
}

const unchecked = (sopClassUid: string): IodFinding => ({
  severity: 'warning',
  rule: 'sop-class.unknown',
  module: null,
  attribute: 'SOPClassUID',
  message: `the IOD of ${sopClassName(sopClassUid)} is not checked beyond what all objects share`,
  handling: null,
});

/** Modules overlap: an attribute that two of them miss is told once. */
function distinct(findings: readonly IodFinding[]): IodFinding[] {
  const told = new Map(findings.map((finding) => [`${finding.rule} ${finding.attribute}`, finding]));
  return [...told.values()];
}
