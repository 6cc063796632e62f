import type { QueryLevel } from './attribute-levels';
import type { FuzzyWord } from './fuzzy-name';

/** What an attribute's value must be (PS3.4 C.2.2.2); a value of several matches when one of them does. */
export type Criterion =
  /** Universal matching (C.2.2.2.3): nothing is asked, the attribute is only returned. */
  | { kind: 'any' }
  /** Single value matching (C.2.2.2.1), or one of several (list of UID, C.2.2.2.2; multiple values, C.2.2.2.8). */
  | { kind: 'values'; values: readonly string[] }
  /** Wild card matching (C.2.2.2.4): `*` any characters, `?` one. */
  | { kind: 'pattern'; pattern: string }
  /** Range matching (C.2.2.2.5) of DA, TM or DT in their DICOM forms, both ends included; `null` is open. */
  | { kind: 'range'; from: string | null; to: string | null }
  /** A date and a time matched as if they were one DT (C.2.2.2.5.1); the bounds are YYYYMMDDHHMMSS.FFFFFF. */
  | { kind: 'moment'; timeTag: string; from: string | null; to: string | null }
  /**
   * The same for the study's date and time where the request names its offset from UTC (C.2.2.2.5): the bounds are
   * moments, compared with what the study's own offset, else `timeZone`, makes of its date and time.
   */
  | { kind: 'instant'; from: Date | null; to: Date | null; timeZone: string }
  /** Fuzzy semantic matching of a person name: the name has a word for each, in whatever order. */
  | { kind: 'name-words'; words: readonly FuzzyWord[] }
  /** Empty value matching (C.2.2.2.7): the attribute is absent or has no value. */
  | { kind: 'empty' };

/** One attribute that is looked for. */
export interface AttributeMatch {
  /** Tags from the data set down: one for a plain attribute, two for one inside a sequence's items. */
  path: readonly string[];
  vr: string;
  criterion: Criterion;
}

/** A search, however it was asked: QIDO-RS (PS3.18 section 10.6) and C-FIND (PS3.4 section C.4.1) make the same. */
export interface AttributeQuery {
  level: QueryLevel;
  matches: readonly AttributeMatch[];
  /** Tags to be returned besides the level's own, or all that are known at the level. */
  include: readonly string[] | 'all';
  /** Greatest number of results; `null` for all. */
  limit: number | null;
  /** How many results are passed over. */
  offset: number;
}
