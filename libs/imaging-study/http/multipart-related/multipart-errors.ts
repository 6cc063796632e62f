import { DomainError } from '@wetread/kernel';

export class MultipartMalformed extends DomainError {
  readonly code = 'multipart.malformed';
  readonly status = 'invalid';
  constructor(reason: string) {
    super(`the multipart body cannot be read (RFC 2046 section 5.1): ${reason}`);
  }
}

export class MultipartTruncated extends DomainError {
  readonly code = 'multipart.truncated';
  readonly status = 'invalid';
  constructor() {
    super(
      'the multipart body ends before its closing boundary; send it again, what was stored is not doubled',
    );
  }
}

export class TooManyParts extends DomainError {
  readonly code = 'multipart.too-many-parts';
  readonly status = 'too-large';
  constructor(limit: number) {
    super(`the request has more than ${limit} parts; split it`);
  }
}

export class UploadTooLarge extends DomainError {
  readonly code = 'multipart.upload-too-large';
  readonly status = 'too-large';
  constructor(limit: number) {
    super(`the request is larger than the allowed ${limit} bytes; split it`);
  }
}
