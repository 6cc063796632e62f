import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { PeerUnreachable } from '../dimse-error';
import { clientTls, type TlsClient } from './tls';

export interface Destination {
  host: string;
  port: number;
  calledAeTitle: string;
  tls?: TlsClient | null;
}

/** Opens the transport of an association. @throws PeerUnreachable */
export async function connectTo(
  { host, port, calledAeTitle, tls }: Destination,
  withinMs: number,
  signal?: AbortSignal,
): Promise<Socket> {
  signal?.throwIfAborted();
  const socket = tls
    ? connectTls({ host, port, ...clientTls(tls, host) })
    : connectTcp({ host, port, noDelay: true });
  const limit = AbortSignal.timeout(withinMs);
  const given = signal ? AbortSignal.any([signal, limit]) : limit;
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once(tls ? 'secureConnect' : 'connect', resolve).once('error', reject);
      socket.once('close', () => reject(new Error('the connection was closed')));
      given.addEventListener('abort', () => reject(given.reason), { once: true });
    });
  } catch (error) {
    socket.on('error', () => undefined).destroy();
    signal?.throwIfAborted();
    const { code } = error as NodeJS.ErrnoException;
    const reason = limit.aborted ? 'it did not answer in time' : (code ?? 'the connection was refused');
    throw new PeerUnreachable(calledAeTitle, reason, { cause: error });
  }
  return socket;
}
