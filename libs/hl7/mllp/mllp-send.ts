import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { once } from 'node:events';
import { type Acknowledgement, readAcknowledgement } from '../acknowledgement/acknowledgement';
import { Hl7Message } from '../message/hl7-message';
import { framed, FrameReader } from './frame-reader';
import { AckTimeout, AckUnreadable, DestinationUnreachable, MllpConnectionLost } from './send-errors';

export interface MllpDestination {
  host: string;
  port: number;
  /** PEM. The peer's certificate is always verified, against `ca` when given. */
  tls?: { ca?: string | Buffer; cert?: string | Buffer; key?: string | Buffer; serverName?: string };
}

export interface MllpSendOptions {
  /** From connecting to the acknowledgement. */
  timeoutMs: number;
  signal?: AbortSignal;
}

const ACK_BYTES = 1024 * 1024;

/**
 * Sends one message on a connection of its own and waits for the acknowledgement whose MSA-2 names it. The peer's
 * verdict is the result, whatever it says; what is thrown is that there was none.
 * @throws MllpSendError, Hl7TextUnencodable; the reason of `signal` when it aborts
 */
export async function mllpSend(
  destination: MllpDestination,
  message: Hl7Message,
  { timeoutMs, signal }: MllpSendOptions,
): Promise<Acknowledgement> {
  const block = framed(message.toBytes());
  const timeout = AbortSignal.timeout(timeoutMs);
  const ended = signal ? AbortSignal.any([signal, timeout]) : timeout;
  let connected = false;
  const socket = open(destination);
  const stop = (): void => void socket.destroy();
  ended.addEventListener('abort', stop, { once: true });
  try {
    await once(socket, destination.tls ? 'secureConnect' : 'connect', { signal: ended });
    connected = true;
    socket.write(block);
    return await awaitAcknowledgement(socket, message.controlId);
  } catch (error) {
    signal?.throwIfAborted();
    if (timeout.aborted) throw connected ? new AckTimeout(timeoutMs) : new DestinationUnreachable();
    if (!connected) throw new DestinationUnreachable({ cause: error });
    throw error;
  } finally {
    ended.removeEventListener('abort', stop);
    socket.destroy();
  }
}

function open({ host, port, tls }: MllpDestination): Socket {
  const name = tls?.serverName ?? host;
  // RFC 6066 allows no address as server name; the certificate is verified for `host` all the same.
  const socket = tls
    ? connectTls({ host, port, ...tls, ...(isIP(name) ? {} : { servername: name }), minVersion: 'TLSv1.2' })
    : connectTcp({ host, port });
  // Errors reach the waiting iterator; this keeps one that comes after it from ending the process.
  socket.on('error', () => undefined);
  return socket.setNoDelay(true);
}

async function awaitAcknowledgement(socket: Socket, controlId: string): Promise<Acknowledgement> {
  const reader = new FrameReader(ACK_BYTES);
  try {
    for await (const chunk of socket) {
      for (const block of reader.read(chunk as Buffer)) {
        if (typeof block === 'string') throw new AckUnreadable(block);
        return acknowledgementOf(controlId, block);
      }
    }
  } catch (error) {
    throw error instanceof AckUnreadable ? error : new MllpConnectionLost({ cause: error });
  }
  throw new MllpConnectionLost();
}

function acknowledgementOf(controlId: string, block: Buffer): Acknowledgement {
  const acknowledgement = readAcknowledgement(parsed(block));
  if (!acknowledgement) throw new AckUnreadable('MSA-1 holds no acknowledgement code');
  // Who could not read our header cannot name the message; on this connection it can only be ours.
  const isUnnamedRefusal = acknowledgement.controlId === '' && !/^.A$/.test(acknowledgement.code);
  if (acknowledgement.controlId === controlId || isUnnamedRefusal) return acknowledgement;
  throw new AckUnreadable('MSA-2 names another message');
}

function parsed(block: Buffer): Hl7Message {
  try {
    return Hl7Message.parse(block);
  } catch {
    throw new AckUnreadable('it is not an HL7 message');
  }
}
