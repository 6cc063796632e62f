import { DomainError } from '@wetread/kernel';

export class SecretMissing extends DomainError {
  readonly code = 'platform.secret-missing';
  readonly status = 'unavailable';
  constructor(name: string) {
    super(`there is no secret named "${name}"; put it as a file of that name into WETREAD_SECRETS_DIR`);
  }
}

export class SecretNameInvalid extends DomainError {
  readonly code = 'platform.secret-name-invalid';
  readonly status = 'invalid';
  constructor() {
    super(
      'the name of a secret is 1 to 64 letters, digits, dots, dashes and underscores, and begins with none of the last three',
    );
  }
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Whether `name` may name a secret: it becomes the name of a file. */
export const isSecretName = (name: string): boolean => NAME.test(name);

/** Keys, certificates and passwords by name. The database and the API know the names only. */
export abstract class Secrets {
  /**
   * The secret's bytes, read anew each time, so that a rotated key needs no restart.
   * @throws SecretMissing, SecretNameInvalid
   */
  abstract bytes(name: string): Promise<Buffer>;
  /** The secret as UTF-8 without trailing line breaks. @throws SecretMissing, SecretNameInvalid */
  abstract text(name: string): Promise<string>;
}
