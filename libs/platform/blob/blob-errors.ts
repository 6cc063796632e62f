import { DomainError } from '@wetread/kernel';

export class BlobNotFound extends DomainError {
  readonly code = 'blob.not-found';
  readonly status = 'not-found';
  constructor(hash: string) {
    super(`no stored object has SHA-256 ${hash}`);
  }
}

export class BlobDamaged extends DomainError {
  readonly code = 'blob.damaged';
  readonly status = 'unavailable';
  constructor(hash: string) {
    super(
      `the stored object ${hash} no longer has its SHA-256: the disk changed it; restore it from a backup`,
    );
  }
}

export class BlobTooLarge extends DomainError {
  readonly code = 'blob.too-large';
  readonly status = 'too-large';
  constructor(readonly limit: number) {
    super(`the object is larger than the allowed ${limit} bytes`);
  }
}

/** The disk has no room left, or the account's share of it is used up. */
export class BlobStoreFull extends DomainError {
  readonly code = 'blob.store-full';
  readonly status = 'unavailable';
  constructor(options?: ErrorOptions) {
    super('the disk of the object store is full; make room and send again', options);
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | null)?.code;

export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';

export const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? '');

/** A full disk in our own words; any other error as it is. */
export const writingFailure = (error: unknown): unknown =>
  isFull(error) ? new BlobStoreFull({ cause: error }) : error;
