import { DomainError } from '@wetread/kernel';

export class NotSignedIn extends DomainError {
  readonly code = 'identity.not-signed-in';
  readonly status = 'unauthenticated';
  constructor() {
    super('sign in first');
  }
}

/** One message for every reason, so that nobody learns which usernames exist. */
export class SignInRefused extends DomainError {
  readonly code = 'identity.sign-in-refused';
  readonly status = 'unauthenticated';
  constructor() {
    super('the username or the password is wrong');
  }
}

export class SignInLinkRefused extends DomainError {
  readonly code = 'identity.sign-in-link-refused';
  readonly status = 'unauthenticated';
  constructor() {
    super('this sign-in link is unknown or no longer valid; ask for a new one');
  }
}

export class TooManyAttempts extends DomainError {
  readonly code = 'identity.too-many-attempts';
  readonly status = 'throttled';
  constructor(readonly retryAfterSeconds: number) {
    super(`too many failed attempts to sign in; try again in ${retryAfterSeconds} s`);
  }
}

export class NotAllowed extends DomainError {
  readonly code = 'identity.not-allowed';
  readonly status = 'forbidden';
  constructor(what: string) {
    super(`this needs the ability or scope "${what}"`);
  }
}

/** The request changes something and comes from another site's page (CSRF). */
export class ForeignOrigin extends DomainError {
  readonly code = 'identity.foreign-origin';
  readonly status = 'forbidden';
  constructor() {
    super('requests that change something are accepted only from the page that this server served');
  }
}

export class UsernameTaken extends DomainError {
  readonly code = 'identity.username-taken';
  readonly status = 'conflict';
  constructor(username: string) {
    super(`there is already a user "${username}"`);
  }
}

export class UserNotFound extends DomainError {
  readonly code = 'identity.user-not-found';
  readonly status = 'not-found';
  constructor(username: string) {
    super(`there is no user "${username}"`);
  }
}

export class TokenNotFound extends DomainError {
  readonly code = 'identity.token-not-found';
  readonly status = 'not-found';
  constructor(id: string) {
    super(`there is no token ${id}`);
  }
}

export class WeakPassword extends DomainError {
  readonly code = 'identity.weak-password';
  readonly status = 'invalid';
  constructor(minimum: number) {
    super(`a password needs at least ${minimum} characters and must not be the username`);
  }
}

export class DemoOnly extends DomainError {
  readonly code = 'identity.demo-only';
  readonly status = 'forbidden';
  constructor() {
    super('this exists only in the demo profile (WETREAD_PROFILE=demo)');
  }
}
