import { randomBytes } from 'node:crypto';
import { contentHash } from '@wetread/kernel';

/** A secret that is shown once; only its hash is stored. 256 random bits need no slow hash. */
export interface Secret {
  value: string;
  hash: string;
}

export const hashOfSecret = (value: string): string => contentHash(value);

export function newSecret(prefix = ''): Secret {
  const value = `${prefix}${randomBytes(32).toString('base64url')}`;
  return { value, hash: hashOfSecret(value) };
}
