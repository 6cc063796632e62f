import { DomainError } from '@wetread/kernel';

class PreconditionInvalid extends DomainError {
  readonly code = 'report.if-match-invalid';
  readonly status = 'invalid';
  constructor(revision: number) {
    super(`If-Match names another revision than the request's ${revision}; leave it out or let both agree`);
  }
}

/** The entity tag of a revision (RFC 9110 section 8.8.3). */
export const entityTag = (revision: number): string => `"${revision}"`;

/**
 * `If-Match` is optional, since the request names its base revision; when it is there, both must agree.
 * @throws PreconditionInvalid
 */
export function requireAgreement(ifMatch: string | undefined, revision: number): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const tags = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (!tags.includes(entityTag(revision))) throw new PreconditionInvalid(revision);
}
