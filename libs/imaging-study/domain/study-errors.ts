import { DomainError } from '@wetread/kernel';

export class StudyNotFound extends DomainError {
  readonly code = 'study.not-found';
  readonly status = 'not-found';
  constructor(studyInstanceUid: string) {
    super(`no study has the UID ${studyInstanceUid}`);
  }
}

export class SeriesNotFound extends DomainError {
  readonly code = 'study.series-not-found';
  readonly status = 'not-found';
  constructor(seriesInstanceUid: string) {
    super(`no series of that study has the UID ${seriesInstanceUid}`);
  }
}

export class InstanceNotFound extends DomainError {
  readonly code = 'study.instance-not-found';
  readonly status = 'not-found';
  constructor(sopInstanceUid: string) {
    super(`no stored instance has the SOP Instance UID ${sopInstanceUid}`);
  }
}

export class FrameNumberInvalid extends DomainError {
  readonly code = 'study.frame-invalid';
  readonly status = 'not-found';
  constructor(frame: string, frames: number) {
    super(`there is no frame "${frame.slice(0, 20)}"; the instance has ${frames}, counted from 1`);
  }
}

export class BulkDataNotFound extends DomainError {
  readonly code = 'study.bulk-data-not-found';
  readonly status = 'not-found';
  constructor(path: string) {
    super(`the instance has no value at ${path.replace(/[^\w/]/g, '').slice(0, 100)}`);
  }
}

/** Something that must not lose its study refers to it, such as a signed report. */
export class StudyHeld extends DomainError {
  readonly code = 'study.held';
  readonly status = 'conflict';
  constructor(studyInstanceUid: string, reason: string) {
    super(`the study ${studyInstanceUid} cannot be deleted: ${reason}`);
  }
}
