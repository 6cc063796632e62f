import { z } from 'zod';
import { ReportStatus } from './report.contract';

/** Where a study stands for the reader. */
export const ReadingState = z.enum([
  'receiving',
  'awaiting-draft',
  'drafted',
  'in-progress',
  'signed',
  'refused',
  'failed',
]);
export type ReadingState = z.infer<typeof ReadingState>;
export const Priority = z.enum(['stat', 'urgent', 'routine']);
export type Priority = z.infer<typeof Priority>;

export const Refusal = z.object({ code: z.string(), reason: z.string() });
export type Refusal = z.infer<typeof Refusal>;

export const WorklistItem = z.object({
  studyInstanceUid: z.string(),
  patientName: z.string(),
  patientId: z.string(),
  birthDate: z.string().nullable(),
  sex: z.string().nullable(),
  studyDate: z.string().nullable(),
  studyDescription: z.string().nullable(),
  accessionNumber: z.string().nullable(),
  modalities: z.array(z.string()),
  instanceCount: z.number().int(),
  receivedAt: z.iso.datetime(),
  state: ReadingState,
  priority: Priority,
  reportId: z.string().nullable(),
  reportStatus: ReportStatus.nullable(),
  refusal: Refusal.nullable(),
  /** Labels of findings decided present, most urgent first. */
  findings: z.array(z.string()),
  marks: z.array(z.string()),
});
export type WorklistItem = z.infer<typeof WorklistItem>;

/**
 * `GET /api/worklist`, or `POST /api/worklist/search` with the same as its body: what is searched for may be a name, and
 * addresses are kept by browsers and proxies.
 */
export const WorklistQuery = z.object({
  state: ReadingState.optional(),
  q: z.string().max(100).optional(),
  /** Only this study: where it stands, for the reading page. */
  studyInstanceUid: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  offset: z.coerce.number().int().min(0).default(0),
});
export type WorklistQuery = z.infer<typeof WorklistQuery>;
export const Worklist = z.object({ items: z.array(WorklistItem), total: z.number().int() });
export type Worklist = z.infer<typeof Worklist>;
