import { contentHash } from '@wetread/kernel';

/**
 * A UID under 2.25 derived from `seed`, so that exporting the same revision twice gives the same object
 * (PS3.5 annex B.2 over a version 8 UUID, RFC 9562 section 5.8).
 */
export function derivedUid(seed: string): string {
  const bits = BigInt(`0x${contentHash(seed).slice(0, 32)}`);
  const version = (bits & ~(0xfn << 76n)) | (8n << 76n);
  const variant = (version & ~(0x3n << 62n)) | (2n << 62n);
  return `2.25.${variant}`;
}
