import { createHash } from 'node:crypto';

/**
 * A UID under 2.25 that is always the same for the same name (PS3.5 annex B.2; the UUID is an RFC 9562
 * version 8), so that importing a phantom twice finds a duplicate.
 */
export function phantomUid(name: string): string {
  const bytes = createHash('sha256').update(`wetread phantom ${name}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return `2.25.${BigInt(`0x${bytes.toString('hex')}`)}`;
}
