import type { Config } from '@wetread/platform';
import type { CookieOptions, Request } from 'express';

const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]+)$/i;

/** RFC 6750 section 2.1. */
export const bearerOf = (request: Request): string | null =>
  BEARER.exec(request.get('authorization') ?? '')?.[1] ?? null;

const servesHttps = (config: Config): boolean => config.http.publicUrl?.startsWith('https:') ?? false;

// RFC 6265bis section 4.1.3.2: with this prefix no other host and no plain connection can set the cookie.
export const sessionCookieName = (config: Config): string =>
  servesHttps(config) ? '__Host-wetread-session' : 'wetread-session';

export const sessionCookieOptions = (config: Config): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  secure: servesHttps(config),
  path: '/',
});

export function sessionSecretOf(request: Request, config: Config): string | null {
  const { cookies } = request as { cookies?: Record<string, unknown> };
  const secret = cookies?.[sessionCookieName(config)];
  return typeof secret === 'string' ? secret : null;
}
