import { DomainError } from '@wetread/kernel';

/** Names the parameter, never its value, which may be PHI. */
const named = (text: string): string => text.replace(/[^\w.,-]/g, '').slice(0, 60);

/** An attribute that is neither a keyword nor a tag of PS3.6. */
export class AttributeUnknown extends DomainError {
  readonly code = 'query.attribute-unknown';
  readonly status = 'invalid';
  constructor(attribute: string) {
    super(
      `"${named(attribute)}" is neither a DICOM keyword nor a tag of eight hexadecimal digits (PS3.18 8.3.4)`,
    );
  }
}

/** An attribute that describes something below the level that is searched. */
export class AttributeNotSearchable extends DomainError {
  readonly code = 'query.attribute-not-searchable';
  readonly status = 'invalid';
  constructor(attribute: string, way: string) {
    super(`"${named(attribute)}" cannot be matched here: ${way}`);
  }
}

/** A value that its value representation does not allow, such as a date that is none. */
export class MatchValueInvalid extends DomainError {
  readonly code = 'query.value-invalid';
  readonly status = 'invalid';
  constructor(attribute: string, expected: string) {
    super(`the value of "${named(attribute)}" is not ${expected}`);
  }
}

/** `limit`, `offset`, `fuzzymatching` or another parameter that is no attribute. */
export class ParameterInvalid extends DomainError {
  readonly code = 'query.parameter-invalid';
  readonly status = 'invalid';
  constructor(parameter: string, expected: string) {
    super(`the parameter "${named(parameter)}" must be ${expected}`);
  }
}
