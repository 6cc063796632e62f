import { WeakPassword } from './errors';

export const roles = ['radiologist', 'technologist', 'educator', 'admin', 'privacy-officer'] as const;
export type Role = (typeof roles)[number];

/** A person who may sign in. `username` is unique whatever its case. */
export interface User {
  id: string;
  username: string;
  displayName: string;
  role: Role;
  active: boolean;
}

/** NIST SP 800-63B-4 section 3.1.1.2: length is what counts for a password without a second factor. */
const MINIMUM_PASSWORD_LENGTH = 12;

/** @throws WeakPassword */
export function assertStrongPassword(password: string, username: string): void {
  const tooShort = [...password].length < MINIMUM_PASSWORD_LENGTH;
  if (tooShort || password.toLowerCase() === username.toLowerCase())
    throw new WeakPassword(MINIMUM_PASSWORD_LENGTH);
}
