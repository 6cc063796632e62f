import type { DicomJson } from '@wetread/dicom';

/** Well-known UIDs that stand for all workitems (PS3.4 CC.2.3). */
export const ALL_WORKITEMS = '1.2.840.10008.5.1.4.34.5';
export const FILTERED_WORKITEMS = '1.2.840.10008.5.1.4.34.5.1';

export interface Subscription {
  /** AE title that names the subscriber. */
  readonly subscriber: string;
  /** UID of a workitem, {@link ALL_WORKITEMS} or {@link FILTERED_WORKITEMS}. */
  readonly target: string;
  /** Keeps ended workitems until the subscriber lets go. */
  readonly deletionLock: boolean;
  /** What a workitem must be to be told of, for {@link FILTERED_WORKITEMS}: parameters as in a search. */
  readonly filter: string | null;
}

/** An event on its way to one subscriber. */
export interface PendingEvent {
  readonly id: number;
  readonly message: DicomJson;
}

/** Who wants to hear of which workitems, and what has not been told yet. */
export abstract class Subscriptions {
  /** Replaces the subscriber's subscription to the same target. */
  abstract save(subscription: Subscription, at: Date): Promise<void>;
  /** Whether there was one. Of {@link ALL_WORKITEMS} also those to single workitems end. */
  abstract remove(subscriber: string, target: string): Promise<boolean>;
  /** Ends only the subscription to future workitems (PS3.4 CC.2.3.3.1.4). */
  abstract suspend(subscriber: string, target: string): Promise<boolean>;
  /** Subscriptions to a workitem and to all of them. */
  abstract of(workitemUid: string): Promise<Subscription[]>;
  /** Lays an event aside for subscribers, in the surrounding transaction. */
  abstract post(subscribers: readonly string[], message: DicomJson, at: Date): Promise<void>;
  abstract pending(subscriber: string, limit: number): Promise<PendingEvent[]>;
  abstract told(ids: readonly number[]): Promise<void>;
  /** Drops what nobody came for. */
  abstract forget(before: Date): Promise<number>;
}
