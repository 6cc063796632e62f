import { DomainError } from '@wetread/kernel';

export class QuarantinedObjectNotFound extends DomainError {
  readonly code = 'quarantine.object-not-found';
  readonly status = 'not-found';
  constructor() {
    super('there is no such object in quarantine (any more)');
  }
}

export class QuarantinedBytesNotKept extends DomainError {
  readonly code = 'quarantine.bytes-not-kept';
  readonly status = 'conflict';
  constructor() {
    super('only the reason was recorded, the bytes were not kept; have the object sent again');
  }
}
