import type { DeliveryFormat } from './delivery-format';
import { DeliveryTransitionRefused } from './delivery-errors';
import { type DeliveryState, mayBecome } from './delivery-state';
import { type Destination, type DestinationHealth } from './destination';
import { type Outcome, stopsLane } from './outcome';
import { delayMs } from './retry-schedule';

/** What a delivery carried when it was last sent. */
export interface SealedMessage {
  /** The same at every attempt. */
  readonly messageId: string;
  /** SHA-256 of the bytes. */
  readonly contentHash: string;
}

/** One revision of one report on its way to one destination in one format: a row of the ledger. */
export interface Delivery {
  readonly id: string;
  readonly destinationId: string;
  readonly reportId: string;
  readonly revision: number;
  /** The report's status at that revision. */
  readonly status: string;
  readonly studyInstanceUid: string;
  readonly format: DeliveryFormat;
  readonly state: DeliveryState;
  readonly message: SealedMessage | null;
  /**
   * The peer has the message, or may have it: every further attempt sends the very same bytes. Until then each attempt
   * is made from what is known of the patient by then.
   */
  readonly mayHaveArrived: boolean;
  /** Since when its bytes are no longer kept. */
  readonly messageForgottenAt: Date | null;
  /** Attempts so far, the present one included. */
  readonly attempts: number;
  /** Attempts that were over when a person sent it again; the schedule counts from here. */
  readonly attemptsBefore: number;
  /** When it is due; of what is at rest, since when it is. */
  readonly nextAttemptAt: Date;
  /** Why it is not delivered: an outcome's code. */
  readonly cause: string | null;
  readonly createdAt: Date;
  readonly deliveredAt: Date | null;
}

type DeliveryChange = Partial<
  Pick<Delivery, 'state' | 'attempts' | 'attemptsBefore' | 'nextAttemptAt' | 'cause' | 'deliveredAt'>
>;

function become(delivery: Delivery, to: DeliveryState, change: DeliveryChange = {}): Delivery {
  if (!mayBecome(delivery.state, to)) throw new DeliveryTransitionRefused(delivery.state, to);
  return { ...delivery, ...change, state: to };
}

/** An attempt begins. */
export const begun = (delivery: Delivery): Delivery =>
  become(delivery, 'sending', { attempts: delivery.attempts + 1 });

/** Back to the head of the queue with a fresh allowance of attempts, under the same message id. */
export const resent = (delivery: Delivery, at: Date): Delivery =>
  become(delivery, 'pending', { attemptsBefore: delivery.attempts, nextAttemptAt: at, cause: null });

/** Given up by a person; not while an attempt is under way, whose end would be lost. */
export function skipped(delivery: Delivery, at: Date): Delivery {
  if (delivery.state === 'sending') throw new DeliveryTransitionRefused('sending', 'skipped');
  return become(delivery, 'skipped', { cause: 'skipped', nextAttemptAt: at });
}

/**
 * Whether a revision that waits is not to be sent any more once this later one is there: a draft when its report was
 * signed, and every word when the report was taken back, for those may be about another patient.
 */
export const isOvertaken = ({ status }: Pick<Delivery, 'status'>, later: string): boolean =>
  later === 'entered-in-error' || (status === 'preliminary' && later !== 'preliminary');

/** Overtaken before it could be sent. */
export const superseded = (delivery: Delivery, later: string, at: Date): Delivery =>
  become(delivery, 'superseded', {
    cause: later === 'entered-in-error' ? 'superseded-by-withdrawal' : 'superseded-by-signed',
    nextAttemptAt: at,
  });

/** What is sent is fixed before it is sent: should nobody live to write down the end, it may have arrived. */
export const sealed = (delivery: Delivery, message: SealedMessage): Delivery => ({
  ...delivery,
  message,
  mayHaveArrived: true,
  messageForgottenAt: null,
});

/** What an attempt's end makes of the delivery. `chance`: 0..1, for the jitter. */
export function settled(
  delivery: Delivery,
  outcome: Outcome,
  { retry }: Pick<Destination, 'retry'>,
  { at, chance }: { at: Date; chance: number },
): Delivery {
  const { kind, code } = outcome;
  const rest = { nextAttemptAt: at, cause: code };
  if (kind === 'accepted') return become(delivery, 'delivered', { ...rest, cause: null, deliveredAt: at });
  if (kind === 'not-applicable') return become(delivery, 'skipped', rest);
  const tried = delivery.attempts - delivery.attemptsBefore;
  if (kind === 'rejected' || tried >= retry.attempts) return become(delivery, 'dead', rest);
  const waitMs = waitAfter(outcome, delayMs(retry, tried, chance), retry.maxSeconds);
  return become(delivery, 'retrying', { cause: code, nextAttemptAt: new Date(at.getTime() + waitMs) });
}

/** What an attempt's end says of the destination. An answer, even a refusal, means that the peer is there. */
export function healthAfter(
  { health, retry }: Pick<Destination, 'health' | 'retry'>,
  outcome: Outcome,
  { at, chance }: { at: Date; chance: number },
): DestinationHealth {
  if (outcome.kind === 'not-applicable') return health;
  if (outcome.kind === 'accepted')
    return { ...health, lastSuccessAt: at, consecutiveFailures: 0, pausedUntil: null };
  const consecutiveFailures = health.consecutiveFailures + 1;
  const failed = { ...health, lastFailureAt: at, lastCause: outcome.code, consecutiveFailures };
  if (!stopsLane(outcome)) return { ...failed, pausedUntil: null };
  // The first trouble of a peer that answered until now is waited out shortly, whatever it had refused before.
  const troubles = health.pausedUntil === null ? 1 : consecutiveFailures;
  const waitMs = waitAfter(outcome, delayMs(retry, troubles, chance), retry.maxSeconds);
  return { ...failed, pausedUntil: new Date(at.getTime() + waitMs) };
}

const waitAfter = ({ retryAfterSeconds = 0 }: Outcome, waitMs: number, maxSeconds: number): number =>
  Math.max(waitMs, Math.min(retryAfterSeconds, maxSeconds) * 1000);
