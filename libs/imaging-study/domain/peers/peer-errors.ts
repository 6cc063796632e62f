import { DomainError } from '@wetread/kernel';

export class ApplicationEntityUnknown extends DomainError {
  readonly code = 'peer.unknown';
  readonly status = 'not-found';
  constructor(aeTitle: string) {
    super(`no application entity "${aeTitle}" is registered; add it under /api/application-entities`);
  }
}

export class ApplicationEntityOnlyCalls extends DomainError {
  readonly code = 'peer.has-no-address';
  readonly status = 'conflict';
  constructor(aeTitle: string) {
    super(`no host and port are known of the application entity "${aeTitle}"; it cannot be called`);
  }
}

export class ApplicationEntityInvalid extends DomainError {
  readonly code = 'peer.invalid';
  readonly status = 'invalid';
}
