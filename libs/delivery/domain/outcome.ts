/**
 * How an attempt ended, whatever the protocol.
 * - `accepted`: the peer has it, now or since an earlier attempt;
 * - `rejected`: this message will never be taken (HL7 AR, HTTP 400, DIMSE Cxxx);
 * - `failed`: this message was not taken now (HL7 AE, HTTP 500);
 * - `unavailable`: the peer takes nothing now: not reached, not admitted, overloaded;
 * - `unanswered`: it was sent and no answer came, so it may have arrived;
 * - `not-applicable`: the revision has nothing to send in this format.
 */
export type OutcomeKind =
  'accepted' | 'rejected' | 'failed' | 'unavailable' | 'unanswered' | 'not-applicable';

export interface Outcome {
  readonly kind: OutcomeKind;
  /** Stable, `protocol.what`: `hl7.AE`, `http.503`, `dimse.A700`, `net.ECONNREFUSED`. */
  readonly code: string;
  /** What the peer said. May name a patient until it is struck out; never logged. */
  readonly answer: string | null;
  /** The peer asked to be left alone for so long. */
  readonly retryAfterSeconds?: number;
}

export const outcome = (kind: OutcomeKind, code: string, answer: string | null = null): Outcome => ({
  kind,
  code,
  answer,
});

/** Answers that come from a gateway, or out of the middle of the peer's work: it may have the message all the same. */
const DOUBTFUL = /^http\.(408|5(?!0[13])\d\d)$/;

/** Whether the peer has the message, or may have it. */
export const mayHaveArrived = ({ kind, code }: Outcome): boolean =>
  kind === 'accepted' || kind === 'unanswered' || code === INTERNAL || DOUBTFUL.test(code);

/** An attempt that broke off for a reason that nobody foresaw, so nobody knows how far it came. */
export const INTERNAL = 'delivery.internal';

/** The destination rather than the message is the trouble: its whole lane waits. */
export const stopsLane = ({ kind }: Outcome): boolean => kind === 'unavailable' || kind === 'unanswered';
