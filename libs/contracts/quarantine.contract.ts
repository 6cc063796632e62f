import { z } from 'zod';

/** `GET /api/quarantine` (ability `manage-users`), the latest first. */
export const QuarantineQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  offset: z.coerce.number().int().min(0).default(0),
});
export type QuarantineQuery = z.infer<typeof QuarantineQuery>;

/** An object that was not stored. Names of files can hold names of patients, so only their hash is kept. */
export const QuarantinedObject = z.object({
  id: z.uuid(),
  contentHash: z.string(),
  bytes: z.number().int(),
  /** Whether the bytes lie in the blob store; too large or too many are recorded without. */
  kept: z.boolean(),
  /** A stable code, e.g. `store.study-of-other-patient`. */
  reasonCode: z.string(),
  message: z.string(),
  dicomStatus: z.number().int(),
  source: z.object({ kind: z.enum(['stow', 'dimse', 'import', 'prior', 'own']), peer: z.string() }),
  nameHash: z.string(),
  sopInstanceUid: z.string().nullable(),
  studyInstanceUid: z.string().nullable(),
  receivedAt: z.iso.datetime(),
  lastReceivedAt: z.iso.datetime(),
  times: z.number().int(),
});
export type QuarantinedObject = z.infer<typeof QuarantinedObject>;
export const QuarantinePage = z.object({ objects: z.array(QuarantinedObject), total: z.number().int() });
export type QuarantinePage = z.infer<typeof QuarantinePage>;

/**
 * `POST /api/quarantine/:id/retry`: what became of the object now. `stored` and `duplicate` (it had been stored meanwhile)
 * leave quarantine; `conflict` and `refused` stay, under `reasonCode`.
 */
export const QuarantineRetry = z.object({
  outcome: z.enum(['stored', 'duplicate', 'conflict', 'refused']),
  reasonCode: z.string().nullable(),
  message: z.string(),
  studyInstanceUid: z.string().nullable(),
});
export type QuarantineRetry = z.infer<typeof QuarantineRetry>;
