import { z } from 'zod';
import { Box } from './common.contract';

export const ReportStatus = z.enum([
  'preliminary',
  'final',
  'appended',
  'amended',
  'corrected',
  'cancelled',
  'entered-in-error',
]);
export type ReportStatus = z.infer<typeof ReportStatus>;
export const Section = z.enum(['findings', 'impression', 'addendum']);
export const Polarity = z.enum(['present', 'absent', 'uncertain']);
export const Side = z.enum(['left', 'right', 'bilateral', 'none']);
export const Zone = z.enum(['upper', 'middle', 'lower', 'none']);

export const Evidence = z.object({ sopInstanceUid: z.string(), frame: z.number().int().min(1), box: Box });
export type Evidence = z.infer<typeof Evidence>;

/** One sentence and where it comes from. A sentence typed by a person has `author: "person"` and no finding. */
export const ReportSentence = z.object({
  id: z.string(),
  section: Section,
  text: z.string().min(1).max(2000),
  author: z.enum(['model', 'person']),
  finding: z.string().nullable(),
  polarity: Polarity.nullable(),
  location: z.object({ side: Side, zone: Zone }).nullable(),
  probability: z.number().min(0).max(1).nullable(),
  evidence: Evidence.nullable(),
  critical: z.boolean(),
  /** Other findings that the same sentence denies: "no effusion or pneumothorax". */
  alsoAbsent: z.array(z.object({ finding: z.string(), probability: z.number().min(0).max(1) })).optional(),
  /** What the verifier says: contradiction, wrong-side, wrong-zone, unsupported, overstated, omitted, false-comparison. */
  flags: z.array(z.object({ code: z.string(), message: z.string() })),
});
export type ReportSentence = z.infer<typeof ReportSentence>;

export const ModelProvenance = z.object({
  name: z.string(),
  version: z.string(),
  sha256: z.string(),
  inputSha256: z.string(),
});

/** A model's draft that came after a person had edited or signed: shown beside the report, never put into it. */
export const DraftProposal = z.object({
  inferenceId: z.string(),
  /** `late-instance`: another image arrived; `other-model`: another model read the study. */
  reason: z.string(),
  createdAt: z.iso.datetime(),
  sentences: z.array(ReportSentence),
});
export type DraftProposal = z.infer<typeof DraftProposal>;

export const Report = z.object({
  id: z.string(),
  studyInstanceUid: z.string(),
  status: ReportStatus,
  /** Starts at 1 (the AI's draft) and grows by one with each revision. */
  revision: z.number().int().min(1),
  reason: z.string().nullable(),
  sentences: z.array(ReportSentence),
  model: ModelProvenance.nullable(),
  /** Marks that every output carries, e.g. `PHANTOM`. */
  marks: z.array(z.string()),
  /** What must be known of the picture: `inverted`, `rotated-90` ... with a sentence; it is shown as it is stored. */
  notes: z.array(z.object({ code: z.string(), message: z.string() })),
  /** The earlier film of the patient that the draft was compared with; only then does it speak of change. */
  prior: z
    .object({ studyInstanceUid: z.string(), sopInstanceUid: z.string(), acquiredOn: z.string().nullable() })
    .nullable(),
  findings: z.array(
    z.object({
      code: z.string(),
      label: z.string(),
      probability: z.number(),
      threshold: z.number(),
      present: z.boolean(),
      /** Since the prior film; `none` where nothing is claimed. */
      change: z.enum(['none', 'new', 'unchanged', 'larger', 'smaller', 'resolved']),
    }),
  ),
  criticalAcknowledged: z.boolean(),
  /** The newest proposal that the reader has not answered with a revision. */
  proposal: DraftProposal.nullable().optional(),
  contentHash: z.string(),
  signedBy: z.string().nullable(),
  signedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Report = z.infer<typeof Report>;

/** `GET /api/reports/:id/revisions` */
export const ReportRevision = z.object({
  revision: z.number().int(),
  status: ReportStatus,
  author: z.string(),
  authorKind: z.enum(['model', 'person']),
  reason: z.string().nullable(),
  createdAt: z.iso.datetime(),
  contentHash: z.string(),
  sentences: z.array(ReportSentence),
  /** Word difference to the revision before: what a person changed. Empty for revision 1. */
  difference: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })),
});
export type ReportRevision = z.infer<typeof ReportRevision>;

/** `PUT /api/reports/:id/sentences`: the next revision. 409 `report.revision-stale` when `baseRevision` is not current. */
export const ReviseReportRequest = z.object({
  baseRevision: z.number().int().min(1),
  sentences: z
    .array(
      z.object({ id: z.string().optional(), section: Section, text: z.string().trim().min(1).max(2000) }),
    )
    .min(1)
    .max(200),
});
export type ReviseReportRequest = z.infer<typeof ReviseReportRequest>;

/** `POST /api/reports/:id/sign` */
export const SignReportRequest = z.object({
  revision: z.number().int().min(1),
  acknowledgedCriticalFindings: z.boolean().default(false),
});
export type SignReportRequest = z.infer<typeof SignReportRequest>;

/** `POST /api/reports/:id/addenda` */
export const AddAddendumRequest = z.object({
  revision: z.number().int().min(1),
  text: z.string().trim().min(1).max(5000),
});
export type AddAddendumRequest = z.infer<typeof AddAddendumRequest>;

/** `POST /api/reports/:id/corrections` */
export const CorrectReportRequest = ReviseReportRequest.extend({
  reason: z.string().trim().min(1).max(500),
  /** An error put right (`corrected`), or a change for new information (`amended`). */
  kind: z.enum(['corrected', 'amended']).default('corrected'),
});
export type CorrectReportRequest = z.infer<typeof CorrectReportRequest>;

/** `POST /api/reports/:id/withdrawal`: a draft becomes `cancelled`, a signed report `entered-in-error`; neither comes back. */
export const WithdrawReportRequest = z.object({
  revision: z.number().int().min(1),
  reason: z.string().trim().min(1).max(500),
});
export type WithdrawReportRequest = z.infer<typeof WithdrawReportRequest>;

/** `GET /api/reports/:id/export?format=` */
export const ExportFormat = z.enum([
  'text',
  'pdf',
  'fhir',
  'fhir-bundle',
  'sr',
  'comprehensive-sr',
  'encapsulated-pdf',
  'gsps',
  'key-objects',
  'oru',
]);
export type ExportFormat = z.infer<typeof ExportFormat>;
