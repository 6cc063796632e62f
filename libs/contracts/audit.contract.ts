import { z } from 'zod';

export const AuditAction = z.enum([
  'received',
  'restored',
  'deleted',
  'purged',
  'refused',
  'quarantined',
  'quarantine-retried',
  'completed',
  'viewed',
  'drafted',
  'draft-refused',
  'edited',
  'signed',
  'appended',
  'corrected',
  'withdrawn',
  'exported',
  'delivered',
  'delivery-failed',
  'delivery-resent',
  'delivery-skipped',
  'destination-changed',
  'delivery-messages-forgotten',
  'logged-in',
  'logged-out',
  'login-failed',
  'user-changed',
  'token-created',
  'token-revoked',
  'rules-saved',
  'rules-activated',
  'routed',
  'prior-source-changed',
  'priors-fetched',
  'workitem-created',
  'workitem-changed',
  'workitem-removed',
  'patient-updated',
  'patient-merged',
  'identity-conflict',
  'identity-settled',
  'order-changed',
  'hl7-refused',
  'application-entity-changed',
  'queried',
  'retrieved',
  'commitment-answered',
  'failed',
]);
export type AuditAction = z.infer<typeof AuditAction>;

/** One row of the hash chain as it is shown. `subject` and `details` hold ids and hashes, no PHI. */
export const AuditEntry = z.object({
  sequence: z.number().int(),
  at: z.iso.datetime(),
  action: AuditAction,
  outcome: z.enum(['success', 'failure']),
  actor: z.object({ kind: z.enum(['user', 'device', 'model', 'system']), id: z.string() }),
  subject: z.object({ type: z.string(), id: z.string(), studyInstanceUid: z.string().nullable() }),
  details: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** `GET /api/audit` (ability `read-audit`; with `studyInstanceUid` any reader of the study). Newest first. */
export const AuditQuery = z.object({
  studyInstanceUid: z.string().optional(),
  action: AuditAction.optional(),
  before: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type AuditQuery = z.infer<typeof AuditQuery>;
export const AuditPage = z.object({ entries: z.array(AuditEntry), total: z.number().int() });
export type AuditPage = z.infer<typeof AuditPage>;

/** `GET /api/audit/verification` */
export const AuditVerification = z.object({
  intact: z.boolean(),
  entries: z.number().int(),
  headHash: z.string(),
  faults: z.array(z.object({ sequence: z.number().int(), fault: z.string() })),
});
export type AuditVerification = z.infer<typeof AuditVerification>;
