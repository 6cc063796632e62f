import { z } from 'zod';

/** A rule that objects of a study break, counted over its instances. Values of attributes never stand in it. */
export const ConformanceFinding = z.object({
  /** `error`: a requirement of PS3.3 or PS3.5; `warning`: readers differ over it. */
  severity: z.enum(['error', 'warning']),
  rule: z.string(),
  /** Module of PS3.3 annex C; `null` for rules of PS3.5 and between modules. */
  module: z.string().nullable(),
  /** Keyword or tag; `[]` for any item of a sequence. */
  attribute: z.string(),
  message: z.string(),
  /** What Wetread does about it; `null` when nothing depends on it. */
  handling: z.string().nullable(),
  /** How many instances break it, and one of them. */
  instances: z.number().int(),
  exampleSopInstanceUid: z.string(),
});
export type ConformanceFinding = z.infer<typeof ConformanceFinding>;

/** `GET /api/studies/:studyInstanceUid/conformance`; checked at each completion of the study, before any model reads it. */
export const StudyConformance = z.object({
  studyInstanceUid: z.string(),
  /** Which completion of the study was checked. */
  completion: z.number().int(),
  checkedAt: z.iso.datetime(),
  /** Instances that were checked, and those that could not be read. */
  instances: z.number().int(),
  unreadable: z.number().int(),
  /** Errors first, most frequent first. */
  findings: z.array(ConformanceFinding),
});
export type StudyConformance = z.infer<typeof StudyConformance>;
