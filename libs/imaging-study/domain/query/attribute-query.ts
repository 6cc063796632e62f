import type { QueryLevel } from './attribute-levels';

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
  /** Fuzzy semantic matching of a person name: each word begins a word of the name, in whatever order. */
  | { kind: 'name-words'; words: readonly string[] };

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
