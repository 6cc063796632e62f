import type { Delivery } from './delivery';
import type { DeliveryState } from './delivery-state';
import type { OutcomeKind } from './outcome';

/** `interrupted`: the process died over the attempt, so nobody knows. */
export type AttemptOutcome = OutcomeKind | 'interrupted';

/** One attempt, as the ledger keeps it. */
export interface DeliveryAttempt {
  /** 1 for a delivery's first. */
  readonly number: number;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: AttemptOutcome | null;
  readonly code: string | null;
  /** Without what names the patient. */
  readonly answer: string | null;
}

export interface DeliveryFilter {
  readonly destinationId?: string;
  readonly reportId?: string;
  readonly studyInstanceUid?: string;
  readonly state?: DeliveryState;
}

/** A delivery with the name of its destination. */
export type NamedDelivery = Delivery & { readonly destinationName: string };

/** The ledger. Unique: destination x report x revision x format. */
export abstract class Deliveries {
  /** Adds what the ledger does not have yet; returns how many that were. */
  abstract plan(deliveries: readonly Delivery[]): Promise<number>;
  /** @throws DeliveryNotFound */
  abstract find(id: string): Promise<Delivery>;
  /** {@link find} for people. @throws DeliveryNotFound */
  abstract named(id: string): Promise<NamedDelivery>;
  /** Call it with the destination locked. */
  abstract save(delivery: Delivery): Promise<void>;

  /**
   * The delivery of a lane that is due and has waited longest. None is due while an earlier revision of the same
   * report is open. A delivery that is `sending` here was left by a process that died.
   */
  abstract nextInLane(destinationId: string, now: Date): Promise<Delivery | null>;
  /** When the lane has something to do; `null` when nothing waits. */
  abstract nextDue(destinationId: string): Promise<Date | null>;
  /** What waits for a destination of a report's revisions before this one. */
  abstract waitingBefore(destinationId: string, reportId: string, revision: number): Promise<Delivery[]>;
  /** What is still to be sent, and dead letters. */
  abstract undelivered(destinationId: string): Promise<Delivery[]>;
  abstract inState(destinationId: string, state: DeliveryState): Promise<Delivery[]>;
  /** The latest revision of the report that the destination has in this format; `null` when it has none. */
  abstract latestDelivered(
    delivery: Pick<Delivery, 'destinationId' | 'reportId' | 'format'>,
  ): Promise<number | null>;
  /** How many deliveries of a study's results are still to be sent. */
  abstract openOf(studyInstanceUid: string): Promise<number>;
  /** Ids of the destinations that a report was ever planned for. */
  abstract destinationsOf(reportId: string): Promise<string[]>;

  /** Ids of deliveries of a destination at rest since before then, dead letters apart, whose bytes are still kept. */
  abstract forgettable(destinationId: string, before: Date, limit: number): Promise<string[]>;
  abstract markForgotten(ids: readonly string[], at: Date): Promise<void>;

  abstract addAttempt(deliveryId: string, attempt: DeliveryAttempt): Promise<void>;
  abstract endAttempt(
    deliveryId: string,
    attempt: Omit<DeliveryAttempt, 'startedAt'> & { readonly endedAt: Date },
  ): Promise<void>;

  /** Oldest first. */
  abstract history(deliveryId: string): Promise<DeliveryAttempt[]>;
  /** Newest first; `total` counts all that match. */
  abstract page(
    filter: DeliveryFilter,
    limit: number,
    offset: number,
  ): Promise<{ deliveries: NamedDelivery[]; total: number }>;
}
