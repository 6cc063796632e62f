import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { MllpConnection } from './mllp-connection';
import {
  defaultMllpLimits,
  type MllpHandler,
  type MllpLimits,
  type MllpListenerOptions,
  type MllpPeer,
} from './mllp-options';

/**
 * Listens for HL7 v2 messages in MLLP blocks. A message is acknowledged when its handler has committed it, never
 * before; a handler must recognise a message that comes twice, because a lost acknowledgement is answered by
 * sending again.
 */
export class MllpServer {
  private readonly limits: MllpLimits;
  private readonly server: Server;
  private readonly connections = new Map<MllpConnection, Promise<void>>();
  /** Of TLS connections, from the first byte on. */
  private readonly sockets = new Set<Socket>();

  constructor(
    private readonly options: MllpListenerOptions,
    private readonly handler: MllpHandler,
  ) {
    this.limits = { ...defaultMllpLimits, ...options.limits };
    this.server = this.createServer();
    this.server.maxConnections = this.limits.connections;
  }

  /** @throws when the port is taken */
  async listen(): Promise<AddressInfo> {
    this.server.listen(this.options.port, this.options.host);
    await once(this.server, 'listening');
    return this.server.address() as AddressInfo;
  }

  /** Takes no more messages; resolves when those being handled are answered. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const connection of this.connections.keys()) connection.close();
    await Promise.all(this.connections.values());
    // Those that never came through the handshake would keep the server open.
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private createServer(): Server {
    const { tls } = this.options;
    // A sender may close its half of the connection and still wait for the answer.
    if (!tls) return createServer({ allowHalfOpen: true }, (socket) => this.accept(socket));
    const server = createTlsServer(
      {
        key: tls.key,
        cert: tls.cert,
        allowHalfOpen: true,
        handshakeTimeout: this.limits.blockMs,
        minVersion: 'TLSv1.2',
        ...(tls.clientAuthorities && {
          ca: tls.clientAuthorities,
          requestCert: true,
          rejectUnauthorized: true,
        }),
      },
      (socket) => this.accept(socket),
    );
    // Half open, a client that leaves during the handshake would otherwise stay for ever.
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    return server.on('tlsClientError', (error, socket) => {
      socket.destroy();
      this.options.onTrouble?.({ kind: 'tls', peer: peerOf(socket), error });
    });
  }

  private accept(socket: Socket): void {
    // Told by the reading loop; without a listener it would end the process.
    socket.on('error', () => undefined);
    const peer = peerOf(socket);
    if (this.options.isAllowed && !this.options.isAllowed(peer)) {
      this.options.onTrouble?.({ kind: 'not-allowed', peer });
      socket.destroy();
      return;
    }
    const connection = new MllpConnection(socket, peer, this.limits, this.options, this.handler);
    const ended = connection.run().finally(() => this.connections.delete(connection));
    this.connections.set(connection, ended);
  }
}

function peerOf(socket: Socket): MllpPeer {
  const certificate = socket instanceof TLSSocket ? socket.getPeerCertificate() : null;
  return {
    address: (socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    certificateName: certificate?.subject?.CN?.toString() ?? null,
  };
}
