import type { IodFinding } from '@wetread/dicom';
import { DomainError, type SopInstanceUid, type StudyInstanceUid } from '@wetread/kernel';

/** One broken rule, counted over the instances of a study. */
export interface CountedFinding extends IodFinding {
  readonly instances: number;
  readonly exampleSopInstanceUid: SopInstanceUid;
}

/** What the objects of one study break, as of one completion. */
export interface StudyConformance {
  readonly studyInstanceUid: StudyInstanceUid;
  readonly completion: number;
  readonly checkedAt: Date;
  /** Instances that were checked. */
  readonly instances: number;
  /** Instances whose stored bytes could not be read again. */
  readonly unreadable: number;
  readonly findings: readonly CountedFinding[];
}

export class ConformanceNotChecked extends DomainError {
  readonly code = 'study.conformance-not-checked';
  readonly status = 'not-found';
  constructor(studyInstanceUid: string) {
    super(`the study ${studyInstanceUid} has not been checked yet; it is checked as soon as it is complete`);
  }
}

/** The newest check of each study. */
export abstract class ConformanceChecks {
  /** Replaces an older check of the study; one of an older completion is dropped. */
  abstract save(check: StudyConformance): Promise<void>;
  abstract find(studyInstanceUid: StudyInstanceUid): Promise<StudyConformance | null>;
}
