import { createHash } from 'node:crypto';
import type { ContentHash } from './identifiers';

/** SHA-256 of bytes or UTF-8 text, lower-case hexadecimal. */
export const contentHash = (content: Uint8Array | string): ContentHash =>
  createHash('sha256').update(content).digest('hex') as ContentHash;
