import type { Request } from 'express';

/** What proxies write. */
const FORWARDING = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'];
const USUAL_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/**
 * Host and port that a request was addressed to. Some clients (dicomweb-client is one) leave the port out of `Host`,
 * against RFC 9110 section 7.2; where they name the very address at which the request arrived, and nobody passed it
 * on, the port is the one at which it arrived.
 */
export function addressedHost(request: Pick<Request, 'protocol' | 'get' | 'socket'>): string {
  const host = request.get('host') ?? 'localhost';
  if (/:\d+$/.test(host) || FORWARDING.some((name) => request.get(name) !== undefined)) return host;
  const { localAddress = '', localPort } = request.socket;
  const isSame = host.replace(/^\[|\]$/g, '').toLowerCase() === localAddress.replace(/^::ffff:/, '');
  const isLocal = host.toLowerCase() === 'localhost' && /^(::1|(::ffff:)?127\.)/.test(localAddress);
  return (isSame || isLocal) && localPort !== USUAL_PORTS[request.protocol] ? `${host}:${localPort}` : host;
}
