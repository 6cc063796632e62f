import type { ContentHash, StudyInstanceUid } from '@wetread/kernel';
import type { StorableInstance } from '../incoming';
import type { ObjectScope } from './stored-objects';

/** Hides stored objects, and forgets their bytes later. Always inside a transaction that holds the study's lock. */
export abstract class ObjectDeletion {
  /** Hides what is in scope and not hidden yet, and counts the study anew; tells how many instances that were. */
  abstract hide(scope: ObjectScope & { studyInstanceUid: StudyInstanceUid }, at: Date): Promise<number>;
  /** Forgets headers and marks as purged what was hidden before `before`; tells the hashes of their bytes. */
  abstract purge(study: StudyInstanceUid, before: Date, at: Date): Promise<ContentHash[]>;
  /**
   * Those of the blobs that no instance and nothing in quarantine refers to. They are bytes of objects of `study`: bytes
   * name their study, so that no instance of another one can have the same.
   */
  abstract orphansAmong(study: StudyInstanceUid, hashes: readonly ContentHash[]): Promise<ContentHash[]>;
  /** Gives purged instances that have been sent again their bytes and headers back; others are left as they are. */
  abstract refill(instances: readonly StorableInstance[]): Promise<void>;
}
