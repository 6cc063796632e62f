/** Codes of what an object can break; stable, for counting over studies. */
export type IodRule =
  | 'attribute.missing'
  | 'attribute.empty'
  | 'attribute.not-allowed'
  | 'value.not-enumerated'
  | 'value.invalid'
  | 'value.multiplicity'
  | 'sop-class.unknown'
  | 'object.inconsistent';

/**
 * One rule that an object breaks. `error`: a requirement of PS3.3 or PS3.5; `warning`: readers differ over it. Values
 * never stand in it: they can be PHI.
 */
export interface IodFinding {
  readonly severity: 'error' | 'warning';
  readonly rule: IodRule;
  /** Module of PS3.3 annex C as its title says, `null` for rules of PS3.5 and between modules. */
  readonly module: string | null;
  /** Keyword or tag; items of sequences by position, `ViewCodeSequence[1].CodeMeaning`. */
  readonly attribute: string;
  readonly message: string;
  /** What Wetread does about it; `null` when the value is kept and nothing depends on it. */
  readonly handling: string | null;
}
