import { createHash, webcrypto } from 'node:crypto';
import type { ContentHash } from './identifiers';

/** SHA-256 of bytes or UTF-8 text, lower-case hexadecimal. */
export const contentHash = (content: Uint8Array | string): ContentHash =>
  createHash('sha256').update(content).digest('hex') as ContentHash;

/** Below this, handing bytes to another thread costs more than hashing them. */
const WORTH_A_THREAD = 64 * 1024;

/** {@link contentHash}; of more than a little, on another thread, so that a server goes on meanwhile. */
export async function hashContent(content: Uint8Array): Promise<ContentHash> {
  if (content.byteLength < WORTH_A_THREAD) return contentHash(content);
  const digest = await webcrypto.subtle.digest('SHA-256', content as Uint8Array<ArrayBuffer>);
  return Buffer.from(digest).toString('hex') as ContentHash;
}
