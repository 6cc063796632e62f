import { DomainError, type ErrorStatus } from '@wetread/kernel';

export class PriorSourceNotFound extends DomainError {
  readonly code = 'priors.source-not-found';
  readonly status = 'not-found';
  constructor(name: string) {
    super(`there is no source of priors named "${name}"; GET /api/prior-sources lists them`);
  }
}

/** The source answered, but not with what was asked for. */
export class PriorSourceRefused extends DomainError {
  readonly code = 'priors.source-refused';
  /** `unavailable`: it may answer otherwise when it is asked again. */
  readonly status: ErrorStatus;
  /** @param answer the HTTP status */
  constructor(answer: number) {
    super(`the source of priors answered with status ${answer}; look at its log and at its authorization`);
    this.status = answer >= 500 || answer === 429 ? 'unavailable' : 'forbidden';
  }
}

export class PriorSourceUnreachable extends DomainError {
  readonly code = 'priors.source-unreachable';
  readonly status = 'unavailable';
  constructor(options?: ErrorOptions) {
    super('the source of priors could not be reached; look at its address and whether it runs', options);
  }
}

export class PriorAnswerUnreadable extends DomainError {
  readonly code = 'priors.answer-unreadable';
  readonly status = 'unavailable';
  constructor() {
    super('the source of priors did not answer in DICOM JSON (PS3.18 annex F)');
  }
}

/** A Patient ID with a wildcard in it would match other patients as well. */
export class PatientIdHasWildcard extends DomainError {
  readonly code = 'priors.patient-id-wildcard';
  readonly status = 'invalid';
  constructor() {
    super(
      'the Patient ID holds a character that queries take for a wildcard; its priors cannot be asked for',
    );
  }
}
