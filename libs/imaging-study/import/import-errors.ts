import { DomainError } from '@wetread/kernel';
import { StoreRefusal } from '../domain/store-errors';
import { DicomStatus } from '../domain/store-outcome';

export class PathNotReadable extends DomainError {
  readonly code = 'import.not-readable';
  readonly status = 'not-found';
  constructor(reason: string) {
    super(`the file or folder cannot be read: ${reason}`);
  }
}

/** Devices, sockets and pipes could be read without end. */
export class NotAFile extends DomainError {
  readonly code = 'import.not-a-file';
  readonly status = 'unsupported';
  constructor() {
    super('this is neither a file nor a folder');
  }
}

export class ArchiveDamaged extends DomainError {
  readonly code = 'import.archive-damaged';
  readonly status = 'invalid';
  constructor(reason: string) {
    super(`the ZIP archive cannot be read: ${reason}`);
  }
}

export class ArchiveMemberEncrypted extends DomainError {
  readonly code = 'import.archive-member-encrypted';
  readonly status = 'unsupported';
  constructor() {
    super('the ZIP member is encrypted; unpack the archive first');
  }
}

export class NestedArchive extends DomainError {
  readonly code = 'import.nested-archive';
  readonly status = 'unsupported';
  constructor() {
    super('a ZIP archive inside a ZIP archive is not opened; unpack it first');
  }
}

/** A ZIP bomb, or an archive beyond what one import may unpack. */
export class ArchiveLimitExceeded extends StoreRefusal {
  readonly code = 'import.archive-limit';
  readonly status = 'too-large';
  readonly dicomStatus = DicomStatus.outOfResources;
  constructor(what: string) {
    super(`the ZIP archive unpacks to ${what}`);
  }
}
