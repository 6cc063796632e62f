import { DomainError } from '@wetread/kernel';

/** The bytes are not an HL7 v2 message; `reason` holds no content of theirs. */
export class Hl7Unreadable extends DomainError {
  readonly code = 'hl7.unreadable';
  readonly status = 'invalid';
  constructor(reason: string) {
    super(`this is not an HL7 v2 message: ${reason}`);
  }
}

export class Hl7CharacterSetUnsupported extends DomainError {
  readonly code = 'hl7.character-set-unsupported';
  readonly status = 'unsupported';
  constructor() {
    super('MSH-18 names a character set that is not supported; send UNICODE UTF-8');
  }
}

/** MSH-18 promises a character set that the bytes break: decoding would put wrong letters into a name. */
export class Hl7TextInvalid extends DomainError {
  readonly code = 'hl7.text-invalid';
  readonly status = 'invalid';
  constructor() {
    super('the message holds bytes that the character set of MSH-18 does not have');
  }
}

/** A text to be sent has letters that the receiver's character set lacks; a replacement would change it. */
export class Hl7TextUnencodable extends DomainError {
  readonly code = 'hl7.text-unencodable';
  readonly status = 'unsupported';
  constructor(characterSet: string) {
    super(`the text cannot be written in ${characterSet}; configure UNICODE UTF-8 for this destination`);
  }
}
