import { z } from 'zod';

const CommitmentState = z.enum(['waiting', 'answered', 'unreachable', 'overdue']);

/** One transaction of storage commitment (DICOM PS3.4 annex J). */
export const StorageCommitment = z.object({
  id: z.string(),
  /** `asked-of-us`: we answer for what the peer sent. `asked-by-us`: the peer answers for what we sent. */
  direction: z.enum(['asked-of-us', 'asked-by-us']),
  aeTitle: z.string(),
  transactionUid: z.string(),
  instances: z.number().int(),
  /**
   * `unreachable`: the peer could not be told, or asked. `overdue`: it has not answered within a day; an answer that
   * comes later still counts.
   */
  state: CommitmentState,
  /** What is not kept, with (0008,1197) Failure Reason; empty when all is, null while nobody has said. */
  failed: z
    .array(z.object({ sopClassUid: z.string(), sopInstanceUid: z.string(), reason: z.number().int() }))
    .nullable(),
  attempts: z.number().int(),
  requestedAt: z.iso.datetime(),
  answeredAt: z.iso.datetime().nullable(),
});
export type StorageCommitment = z.infer<typeof StorageCommitment>;

/** The newest first. */
export const StorageCommitmentQuery = z.object({
  state: CommitmentState.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type StorageCommitmentQuery = z.infer<typeof StorageCommitmentQuery>;
