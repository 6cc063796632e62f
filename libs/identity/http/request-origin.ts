import { isIP } from 'node:net';
import type { Config } from '@wetread/platform';
import type { Request } from 'express';

const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that changes something comes from a page of another site. Browsers send `Origin` with all of
 * these; what sends neither `Origin` nor `Sec-Fetch-Site` is no browser and carries no cookie by itself.
 */
export const isForeign = (request: Request, config: Config): boolean =>
  !CHANGES_NOTHING.has(request.method) && comesFromOtherSite(request, config);

/** The same, whatever the method: a WebSocket is opened by GET, and no browser keeps another site's page from it. */
export function comesFromOtherSite(request: Request, config: Config): boolean {
  const origin = request.get('origin');
  if (origin === undefined) {
    const site = request.get('sec-fetch-site');
    return site !== undefined && site !== 'same-origin' && site !== 'none';
  }
  const { publicUrl } = config.http;
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return false;
  return !URL.canParse(origin) || new URL(origin).host !== request.get('host');
}

const LOOPBACK_NAME = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

const isLoopbackAddress = (address: string): boolean => {
  const plain = address.replace(/^::ffff:/, '');
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
};

/**
 * Whether a program on this machine asks directly. A proxy's request is not direct, and one whose `Host` is no
 * name of this machine comes from a web page whose domain was bound to 127.0.0.1 (DNS rebinding).
 */
export function isDirectFromLoopback(request: Request): boolean {
  const forwarded = request.get('forwarded') ?? request.get('x-forwarded-for');
  return (
    forwarded === undefined &&
    isLoopbackAddress(request.socket.remoteAddress ?? '') &&
    LOOPBACK_NAME.test(request.get('host') ?? '')
  );
}
