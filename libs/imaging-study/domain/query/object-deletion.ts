import type { ContentHash, SopInstanceUid, StudyInstanceUid } from '@wetread/kernel';
import type { StorableInstance } from '../incoming';
import type { ObjectScope } from './stored-objects';

export interface PurgeableObject {
  sopInstanceUid: SopInstanceUid;
  contentHash: ContentHash;
}

export interface PurgedObject extends PurgeableObject {
  dataSetHash: ContentHash | null;
}

/** Hides stored objects, and forgets their bytes later. Always inside a transaction that holds the study's lock. */
export abstract class ObjectDeletion {
  /** Hides what is in scope and not hidden yet, and counts the study anew; tells how many instances that were. */
  abstract hide(scope: ObjectScope & { studyInstanceUid: StudyInstanceUid }, at: Date): Promise<number>;
  /** What was hidden before `before` and is still held. Needs no lock: none come to these. */
  abstract purgeable(study: StudyInstanceUid, before: Date): Promise<PurgeableObject[]>;
  /**
   * Forgets headers and marks as purged those of the objects that are still purgeable; tells the hashes of their bytes.
   * @param objects with the hash of their data sets, by which they are known when they are sent again
   */
  abstract purge(objects: readonly PurgedObject[], before: Date, at: Date): Promise<ContentHash[]>;
  /**
   * Those of the blobs that no instance and nothing in quarantine refers to. They are bytes of objects of `study`: bytes
   * name their study, so that no instance of another one can have the same.
   */
  abstract orphansAmong(study: StudyInstanceUid, hashes: readonly ContentHash[]): Promise<ContentHash[]>;
  /** Gives purged instances that have been sent again their bytes and headers back; others are left as they are. */
  abstract refill(instances: readonly StorableInstance[]): Promise<void>;
}
