import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { defaultTimeouts, type DimseTimeouts } from '../association/timeouts';
import type { DimseError } from '../dimse-error';
import { Rejected, type Rejection } from '../pdu/reasons';
import { serverTls, type TlsServer } from '../transport/tls';
import type { DimseService, ServedAssociation } from './dimse-service';
import { Acceptor } from './served-association';

export interface DimseServerLimits {
  /** Associations at a time; more are rejected for now ("local limit exceeded"). */
  associations: number;
  /** Of these, from one address. */
  associationsPerAddress: number;
  /** Connections that have not yet asked for an association; beyond it the oldest one has to go. */
  waitingConnections: number;
  /** One C-STORE data set. */
  dataSetBytes: number;
}

export interface DimseServerOptions {
  limits: DimseServerLimits;
  timeouts?: Partial<DimseTimeouts>;
  /** What ended an association, for the log; null is an orderly release. */
  onEnd?(error: DimseError | null, association: ServedAssociation): void;
  /** What a handler did not foresee. */
  onError?(error: unknown): void;
}

/** Where to listen; with `tls`, only TLS is spoken there. */
export interface ListenOptions {
  host: string;
  port: number;
  tls?: TlsServer;
}

/** How often a server that closes looks whose work is over. */
const DRAIN_LOOK_MS = 50;

/** Accepts associations on any number of ports and has a {@link DimseService} answer them. */
export class DimseServer {
  private readonly servers: Server[] = [];
  private readonly running = new Map<Acceptor, Promise<void>>();
  /** Connections whose TLS handshake is not over, by the peer's address and port; the oldest first. */
  private readonly handshakes = new Map<string, Socket>();
  private readonly timeouts: DimseTimeouts;

  constructor(
    private readonly service: DimseService,
    private readonly options: DimseServerOptions,
  ) {
    this.timeouts = { ...defaultTimeouts, ...options.timeouts };
  }

  /** Connections that are open at this moment. */
  get connections(): number {
    return this.running.size;
  }

  /** Starts to listen; resolves with the port, which differs from the asked one when that is 0. */
  async listen({ host, port, tls }: ListenOptions): Promise<number> {
    const server = tls
      ? createTlsServer(serverTls(tls), (socket) => this.acceptSecure(socket))
      : createServer((socket) => this.accept(socket, false));
    if (tls) server.on('connection', (socket: Socket) => this.shake(socket));
    // A failed handshake concerns nobody but the peer.
    server.on('tlsClientError', (_error, socket: Socket) => socket.destroy());
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, host, resolve);
    });
    this.servers.push(server);
    return (server.address() as AddressInfo).port;
  }

  /**
   * Takes no more connections, gives associations that are at work so long to come to their end, and ends the others at
   * once; resolves when all handlers have come to rest.
   */
  async close(graceMs = 0): Promise<void> {
    for (const server of this.servers) server.close();
    for (const socket of this.handshakes.values()) socket.destroy();
    const giveUpAt = performance.now() + graceMs;
    while (this.running.size > 0 && performance.now() < giveUpAt) {
      for (const acceptor of this.running.keys()) if (acceptor.isIdle) acceptor.destroy();
      await setTimeout(DRAIN_LOOK_MS);
    }
    for (const acceptor of this.running.keys()) acceptor.destroy();
    await Promise.all(this.running.values());
  }

  private shake(socket: Socket): void {
    const peer = endOf(socket);
    this.handshakes.set(peer, socket);
    socket.once('close', () => this.handshakes.delete(peer));
    this.evictSilent();
  }

  private acceptSecure(socket: TLSSocket): void {
    this.handshakes.delete(endOf(socket));
    // Where a certificate is optional, one that is shown must be good all the same.
    const showsCertificate = Object.keys(socket.getPeerCertificate()).length > 0;
    if (showsCertificate && !socket.authorized) socket.destroy();
    else this.accept(socket, true);
  }

  private accept(socket: Socket, isSecure: boolean): void {
    const acceptor: Acceptor = new Acceptor(socket, this.service, {
      timeouts: this.timeouts,
      dataSetBytes: this.options.limits.dataSetBytes,
      isSecure,
      mayAssociate: () => this.limitOf(acceptor.remoteAddress),
      onEnd: (error, association) => this.options.onEnd?.(error, association),
      onError: (error) => this.options.onError?.(error),
    });
    this.running.set(
      acceptor,
      acceptor.run().finally(() => this.running.delete(acceptor)),
    );
    this.evictSilent();
  }

  private limitOf(address: string): Rejection | null {
    const { associations, associationsPerAddress } = this.options.limits;
    const open = [...this.running.keys()].filter((acceptor) => acceptor.isAssociated);
    const ofAddress = open.filter(({ remoteAddress }) => remoteAddress === address);
    const isFull = open.length >= associations || ofAddress.length >= associationsPerAddress;
    return isFull ? Rejected.localLimitExceeded : null;
  }

  /** Whoever connects and says nothing must not keep others out: the longest silent one makes room. */
  private evictSilent(): void {
    const silent = [...this.running.keys()].filter((acceptor) => !acceptor.isAssociated);
    if (silent.length + this.handshakes.size <= this.options.limits.waitingConnections) return;
    const [handshake] = this.handshakes.values();
    (handshake ?? silent[0])?.destroy();
  }
}

const endOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;
