import { DomainError } from '@wetread/kernel';

/** There is no resource of this type and id, or no such version of it. */
export class FhirResourceMissing extends DomainError {
  readonly code = 'fhir.not-found';
  readonly status = 'not-found';
  constructor(type: string) {
    super(`there is no ${type} of this id or version`);
  }
}

/** The server does not serve this type, or not in this way; its CapabilityStatement says what it serves. */
export class FhirUnsupported extends DomainError {
  readonly code = 'fhir.not-supported';
  readonly status = 'not-found';
  constructor(what: string) {
    super(`${what} is not served here; GET /fhir/metadata says what is`);
  }
}

/** A search that cannot be answered as it was meant: ignoring a parameter would tell more than was asked for. */
export class FhirSearchInvalid extends DomainError {
  readonly code = 'fhir.search-invalid';
  readonly status = 'invalid';
}

/** Only JSON is written. */
export class FhirFormatUnsupported extends DomainError {
  readonly code = 'fhir.format-unsupported';
  readonly status = 'unsupported';
  constructor() {
    super('resources are written as application/fhir+json only; ask for that, or for nothing in particular');
  }
}
