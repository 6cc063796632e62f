import { DomainError } from '@wetread/kernel';

export class PatientMergedWithItself extends DomainError {
  readonly code = 'identity.merge-with-itself';
  readonly status = 'invalid';
  constructor() {
    super('a merge names one identifier as both the surviving and the retired one');
  }
}

/** The survivor was itself retired in favour of the identity that is now to be retired. */
export class PatientMergeCyclic extends DomainError {
  readonly code = 'identity.merge-cyclic';
  readonly status = 'conflict';
  constructor() {
    super('the surviving identifier was merged into the retired one before; the merge would go in a circle');
  }
}

export class PatientMergedElsewhere extends DomainError {
  readonly code = 'identity.merged-elsewhere';
  readonly status = 'conflict';
  constructor() {
    super('the retired identifier was merged into another patient before; nothing is unmerged automatically');
  }
}

export class IdentityNoteUnknown extends DomainError {
  readonly code = 'identity.note-unknown';
  readonly status = 'not-found';
  constructor() {
    super('there is no such note about a patient; GET /api/identity/notes lists them');
  }
}
