import type { DicomJson } from '@wetread/dicom';
import type { StudyInstanceUid } from '@wetread/kernel';
import type { StorableInstance } from '../incoming';

/** What a search needs of an instance that is being stored. */
export type IndexedInstance = Pick<StorableInstance, 'header' | 'queryAttributes'>;

/** Keeps with each study and series what a search tells of it. Always inside the transaction that stores. */
export abstract class QueryIndex {
  /**
   * Counts instances whose rows have just been inserted, or that were deleted and have been sent again: these, their
   * series and their study are shown again. One statement for all of them.
   */
  abstract add(instances: readonly IndexedInstance[]): Promise<void>;
  /** Replaces patient and study attributes, such as those of a patient that was merged into another. */
  abstract correctStudy(study: StudyInstanceUid, attributes: DicomJson): Promise<void>;
  /**
   * Makes the words of names for studies that were stored before there were any, so many at a time; tells for how many.
   * Safe to run again, and beside others.
   */
  abstract indexNames(limit: number): Promise<number>;
}
