/** A peer wants to hear whether we keep what it has sent; delivered again and again until it has heard. */
export const COMMITMENT_REQUESTED = 'storage-commitment.requested';
/** Delivered when a peer has had its time to tell us what it keeps. */
export const COMMITMENT_DUE = 'storage-commitment.due';
/** A peer has told us what it keeps, or has let its time pass. */
export const COMMITMENT_REPORTED = 'storage-commitment.reported';

export type CommitmentEvent = { commitmentId: string };
