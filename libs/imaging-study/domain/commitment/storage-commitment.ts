/** An instance as storage commitment refers to it (PS3.4 table J.3-1). */
export interface SopReference {
  sopClassUid: string;
  sopInstanceUid: string;
}

/** (0008,1197) Failure Reason (PS3.3 C.14.1.1). */
export const FailureReason = {
  processingFailure: 0x0110,
  noSuchObjectInstance: 0x0112,
  classInstanceConflict: 0x0119,
} as const;

export interface FailedReference extends SopReference {
  reason: number;
}

/** `asked-of-us`: we answer for what a peer has sent. `asked-by-us`: a peer answers for what we have sent. */
export type CommitmentDirection = 'asked-of-us' | 'asked-by-us';

/** One transaction of the Storage Commitment Push Model (PS3.4 annex J). */
export interface StorageCommitment {
  id: string;
  direction: CommitmentDirection;
  /** The peer. */
  aeTitle: string;
  transactionUid: string;
  referenced: readonly SopReference[];
  /**
   * `unreachable`: we could not tell or ask the peer, however often we tried. `overdue`: the peer owes us its answer
   * for longer than {@link ANSWER_WITHIN_MS}; one that comes later still counts.
   */
  state: 'waiting' | 'answered' | 'unreachable' | 'overdue';
  /** Empty when all is committed; null while it waits. */
  failed: readonly FailedReference[] | null;
  /** How often we tried to tell the peer. */
  attempts: number;
  requestedAt: Date;
  answeredAt: Date | null;
}

export type NewCommitment = Pick<
  StorageCommitment,
  'direction' | 'aeTitle' | 'transactionUid' | 'referenced' | 'requestedAt'
>;

export abstract class StorageCommitments {
  /** Keeps it and gives its id; a transaction that was asked before is asked again from the start. */
  abstract add(commitment: NewCommitment): Promise<string>;
  abstract find(id: string): Promise<StorageCommitment | null>;
  abstract byTransaction(
    direction: CommitmentDirection,
    aeTitle: string,
    transactionUid: string,
  ): Promise<StorageCommitment | null>;
  abstract answered(id: string, failed: readonly FailedReference[], at: Date): Promise<void>;
  /** Counts an attempt that failed; gives how many that makes. */
  abstract attempted(id: string): Promise<number>;
  abstract unreachable(id: string): Promise<void>;
  /** `false` when it is no longer waited for. */
  abstract overdue(id: string): Promise<boolean>;
  /** The newest first. */
  abstract page(order: { state?: StorageCommitment['state']; limit: number }): Promise<StorageCommitment[]>;
}

const MINUTE = 60_000;

/** How long a peer may take to answer for what we sent it; as long as we try to tell one (PS3.4 annex J sets no limit). */
export const ANSWER_WITHIN_MS = 24 * 60 * MINUTE;

/** Waiting time before the next attempt: minutes at first, hours later, a day in all. */
const WAITS = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * MINUTE);

/** When to try again after so many failed attempts; null when it is time to give up. */
export const nextAttemptIn = (attempts: number): number | null => WAITS[attempts - 1] ?? null;
