import type { Clock } from '@wetread/kernel';
import type { Verdict } from '../acknowledgement/acknowledge';
import type { FieldContent } from '../message/content';
import type { Hl7Message } from '../message/hl7-message';
import type { FrameFault } from './frame-reader';

/** Who is at the other end. */
export interface MllpPeer {
  /** IPv4 addresses as such, also on a dual-stack socket. */
  address: string;
  /** Subject of the client certificate; `null` without TLS or without one. */
  certificateName: string | null;
}

/** Bounds of one listener; each keeps a broken or hostile sender from costing the others anything. */
export interface MllpLimits {
  /** Of one message. */
  messageBytes: number;
  connections: number;
  /** A block that has begun must end within this time: slow senders hold no memory. */
  blockMs: number;
  /** Without any message the connection is closed; senders reconnect. */
  idleMs: number;
}

/** PEM. Clients must show a certificate of `clientAuthorities` when it is given. */
export interface MllpServerTls {
  key: string | Buffer;
  cert: string | Buffer;
  clientAuthorities?: string | Buffer;
}

/**
 * What becomes of a message; called for one message of a connection at a time, and answered only when its promise is
 * fulfilled. A handler that throws is answered AR with 207, nothing of the error in it.
 */
export type MllpHandler = (
  message: Hl7Message,
  received: { bytes: Buffer; peer: MllpPeer },
) => Promise<Verdict>;

/** What went wrong on a connection, for the log; PHI-free. */
export interface MllpTrouble {
  kind:
    | FrameFault
    | 'unreadable'
    | 'handler-failed'
    | 'slow-block'
    | 'idle'
    | 'not-allowed'
    | 'connection'
    | 'tls';
  peer: MllpPeer;
  error?: unknown;
}

export interface MllpListenerOptions {
  clock: Clock;
  host: string;
  /** 0 picks a free one. */
  port: number;
  /** MSH-3 and MSH-4 of the acknowledgements. */
  application: FieldContent;
  facility: FieldContent;
  limits?: Partial<MllpLimits>;
  tls?: MllpServerTls;
  /** Everyone when absent. Refused peers are disconnected without an answer. */
  isAllowed?: (peer: MllpPeer) => boolean;
  onTrouble?: (trouble: MllpTrouble) => void;
}

export const defaultMllpLimits: MllpLimits = {
  messageBytes: 16 * 1024 * 1024,
  connections: 64,
  blockMs: 30_000,
  idleMs: 60 * 60_000,
};
