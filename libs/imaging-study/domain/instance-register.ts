import type { StudyInstanceUid } from '@wetread/kernel';
import type { StorableInstance } from './incoming';
import type { Occupied } from './placement';
import type { StoreSource } from './store-outcome';

/** The tables of Patient > Study > Series > Instance, as storing writes them. Inside a transaction, but for `study`, `uids` and `countUids`. */
export abstract class InstanceRegister {
  /** Locks studies, stored or not, until the transaction ends. */
  abstract lock(studies: readonly StudyInstanceUid[]): Promise<void>;
  /**
   * Locks the studies of these instances until the transaction ends, so that two senders of one study cannot
   * both find a UID free, and tells what their UIDs are taken by.
   */
  abstract lockAndLook(instances: readonly StorableInstance[]): Promise<Occupied>;
  /** How many instance and series UIDs are taken. */
  /** Whether no instance and no series has one of these UIDs. */
  abstract areFree(uids: readonly string[]): Promise<boolean>;
  abstract countUids(): Promise<number>;
  /** All of them, deleted ones included, in pages of some order. Not of one moment. */
  abstract uids(pageSize: number): AsyncIterable<string[]>;
  /** What stands in a study, without locking it; `null` when that is more than `limit` instances. */
  abstract study(study: StudyInstanceUid, limit: number): Promise<Occupied | null>;
  /** Inserts instances that have been placed as new; their studies, made unless `known`, become `receiving`. */
  abstract insert(
    instances: readonly StorableInstance[],
    known: ReadonlySet<string>,
    source: StoreSource,
    at: Date,
  ): Promise<void>;
  /** Shows deleted instances again that have been sent again; their studies become `receiving`. */
  abstract restore(instances: readonly StorableInstance[], at: Date): Promise<void>;
  /** Locks one study and reads what completion asks; `null` when there is none, or it was deleted. */
  abstract lockStudy(study: StudyInstanceUid): Promise<CompletionView | null>;
  abstract markComplete(study: StudyInstanceUid, completion: number, at: Date): Promise<void>;
  /** Studies that still wait to be found complete. */
  abstract receivingStudies(): Promise<{ studyInstanceUid: StudyInstanceUid; lastReceivedAt: Date }[]>;
  abstract lastReceivedAt(studies: readonly StudyInstanceUid[]): Promise<Map<StudyInstanceUid, Date>>;
}

export interface CompletionView {
  state: 'receiving' | 'complete';
  completions: number;
  lastReceivedAt: Date;
  instances: number;
}
