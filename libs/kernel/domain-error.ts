/** What kind of refusal an error is; the HTTP filter and the command line translate it. */
export type ErrorStatus =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'unsupported'
  | 'throttled'
  | 'unavailable';

/**
 * An error that the domain foresaw. `code` is stable and machine-readable (`room.what-happened`),
 * the message names the thing and the way out and never holds PHI.
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  abstract readonly status: ErrorStatus;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
