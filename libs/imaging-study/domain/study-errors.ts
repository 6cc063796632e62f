import { DomainError } from '@wetread/kernel';

export class StudyNotFound extends DomainError {
  readonly code = 'study.not-found';
  readonly status = 'not-found';
  constructor(studyInstanceUid: string) {
    super(`no study has the UID ${studyInstanceUid}`);
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
