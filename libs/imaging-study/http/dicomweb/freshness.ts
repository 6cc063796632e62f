import type { ContentHash } from '@wetread/kernel';
import { contentHash } from '@wetread/kernel';
import type { Request, Response } from 'express';

/**
 * Marks an answer by what it is made of and tells whether the client has it already (304 has been sent then).
 * Content never changes under its hash; clients ask each time all the same (`no-cache`), so that access is checked
 * and viewing recorded also when the bytes come from their cache.
 */
export function isFresh(
  request: Request,
  response: Response,
  hashes: readonly ContentHash[],
  form: string,
): boolean {
  const [only] = hashes;
  const content = hashes.length === 1 ? only : contentHash(hashes.join());
  const tag = `"${content}.${form.replace(/[^\w.,*-]+/g, '-')}"`;
  response.setHeader('ETag', tag);
  response.setHeader('Cache-Control', 'private, no-cache');
  response.setHeader('Vary', 'Accept');
  // Not Express's `fresh`, which gives way to a request's `Cache-Control: no-cache`: nothing newer can exist.
  if (!(request.get('if-none-match') ?? '').includes(tag)) return false;
  response.status(304).end();
  return true;
}
