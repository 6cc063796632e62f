import { inflateRawSync, inflateSync } from 'node:zlib';
import { InflateLimitExceeded, MalformedObject, TruncatedObject } from '../dicom-error';
import type { ReadLimits } from './read-limits';

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** Whether the bytes begin with a zlib header (RFC 1950), which some writers put before the raw deflate stream. */
export const hasZlibHeader = (bytes: Uint8Array): boolean =>
  bytes.length > 2 && (bytes[0]! & 0x0f) === 8 && ((bytes[0]! << 8) | bytes[1]!) % 31 === 0;

/** How much so many deflated bytes may inflate to. */
export const allowedOutput = (deflated: number, limits: ReadLimits): number =>
  Math.min(limits.inflatedBytes, Math.max(limits.inflateFloor, deflated * limits.inflateRatio));

/**
 * Inflates RFC 1951 data (PS3.5 annex A.5) without ever holding more than the limits allow.
 * @throws InflateLimitExceeded, TruncatedObject, MalformedObject
 */
export function inflateBounded(deflated: Uint8Array, limits: ReadLimits): Uint8Array {
  const allowed = allowedOutput(deflated.length, limits);
  const options = { maxOutputLength: Math.max(1, allowed) };
  try {
    return inflateRawSync(deflated, options);
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw new InflateLimitExceeded(allowed);
    if (hasZlibHeader(deflated)) return inflateZlib(deflated, options, allowed);
    throw inflateFailure(error);
  }
}

function inflateZlib(
  deflated: Uint8Array,
  options: { maxOutputLength: number },
  allowed: number,
): Uint8Array {
  try {
    return inflateSync(deflated, options);
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw new InflateLimitExceeded(allowed);
    throw inflateFailure(error);
  }
}

export const inflateFailure = (error: unknown): Error =>
  codeOf(error) === 'Z_BUF_ERROR'
    ? new TruncatedObject('the deflated data end early')
    : new MalformedObject('the deflated data are no deflate stream (RFC 1951)', { cause: error });
