import type { DicomJson } from '@wetread/dicom';

/** Well-known UIDs that stand for all workitems (PS3.4 CC.2.3). */
export const ALL_WORKITEMS = '1.2.840.10008.5.1.4.34.5';
export const FILTERED_WORKITEMS = '1.2.840.10008.5.1.4.34.5.1';

/** Whether a target stands for all workitems, those to come included (a global subscription). */
export const isGlobal = (target: string): boolean =>
  target === ALL_WORKITEMS || target === FILTERED_WORKITEMS;

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
  /**
   * Replaces the subscriber's subscription to the same target. One to all of them also takes back what the subscriber
   * had let go of (PS3.4 table CC.2.3-2).
   */
  abstract save(subscription: Subscription, at: Date): Promise<void>;
  /** Whether there was one. Of {@link ALL_WORKITEMS} also those to single workitems end. */
  abstract remove(subscriber: string, target: string): Promise<boolean>;
  /** Lets go of one workitem, although the subscriber goes on to be subscribed to all. */
  abstract release(subscriber: string, workitemUid: string, at: Date): Promise<void>;
  /** Ends the subscription to all alone. */
  abstract removeToAll(subscriber: string, target: string): Promise<void>;
  /** One of {@link ALL_WORKITEMS} and {@link FILTERED_WORKITEMS}, or `null`. */
  abstract toAll(subscriber: string, target: string): Promise<Subscription | null>;
  /** Subscribes to these workitems as well; what the subscriber has said of single ones stands. */
  abstract addMissing(subscription: Subscription, workitemUids: readonly string[], at: Date): Promise<void>;
  /** Subscriptions to a workitem, and those to all of subscribers that have said nothing of this one. */
  abstract of(workitemUid: string): Promise<Subscription[]>;
  /** Ends every subscription to a workitem that is no more. */
  abstract removeOf(workitemUid: string): Promise<void>;
  /** Lays an event aside for subscribers, in the surrounding transaction. */
  abstract post(subscribers: readonly string[], message: DicomJson, at: Date): Promise<void>;
  abstract pending(subscriber: string, limit: number): Promise<PendingEvent[]>;
  abstract told(ids: readonly number[]): Promise<void>;
  /** Drops what nobody came for. */
  abstract forget(before: Date): Promise<number>;
}
