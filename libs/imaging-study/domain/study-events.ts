import type { StudyInstanceUid } from '@wetread/kernel';
import type { CompletionReason } from './completion';

/** Debounced per study: asks whether the study has become complete. */
export const INSTANCE_STORED = 'study.instance-stored';
/** Told once per completion of a study. */
export const STUDY_COMPLETED = 'study.completed';

export type InstanceStored = { studyInstanceUid: StudyInstanceUid };
export type StudyCompleted = {
  studyInstanceUid: StudyInstanceUid;
  /** 1 for the first completion; grows by one whenever late instances have been taken in. */
  completion: number;
  reason: CompletionReason;
};

/** Comes when bytes of a deletion are due to be purged. */
export const OBJECTS_DELETED = 'study.objects-deleted';
export type ObjectsDeleted = { studyInstanceUid: StudyInstanceUid };
