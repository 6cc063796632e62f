import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { type DimseError, DimseServer, ProtocolBroken, type TlsServer } from '@wetread/dimse';
import { AppConfig, Logger, Secrets } from '@wetread/platform';
import { DimseGateway } from './dimse-gateway';

/** How long associations may go on when the process is told to stop; most platforms kill after half a minute. */
const GRACE_MS = 20_000;
/** Connections that have not yet asked for an association; the one that has been silent longest makes room. */
const WAITING_CONNECTIONS = 64;

/** Listens for DICOM associations (PS3.8): in plain text on one port and, when configured, over TLS on another. */
@Injectable()
export class DimseListener implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private server?: DimseServer;
  private ports: { plain: number; tls: number | null } | null = null;

  constructor(
    private readonly config: AppConfig,
    private readonly gateway: DimseGateway,
    private readonly secrets: Secrets,
    private readonly logger: Logger,
  ) {}

  /** The port that is listened on; differs from the configured one when that is 0. */
  get port(): number {
    return this.ports?.plain ?? this.config.dimse.port;
  }

  /** The port that speaks TLS, or null. */
  get tlsPort(): number | null {
    return this.ports?.tls ?? null;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { host, port, aeTitle, tls } = this.config.dimse;
    const server = this.serverOf(this.config.dimse.maxAssociations);
    this.server = server;
    const plain = await server.listen({ host, port });
    const secure = tls && (await server.listen({ host, port: tls.port, tls: await this.tlsOptions(tls) }));
    this.ports = { plain, tls: secure };
    this.logger.info({ host, port: plain, tlsPort: secure, aeTitle }, 'listening for DICOM associations');
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.server?.close(GRACE_MS);
  }

  private serverOf(associations: number): DimseServer {
    return new DimseServer(this.gateway, {
      limits: {
        associations,
        associationsPerAddress: Math.ceil(associations / 2),
        waitingConnections: WAITING_CONNECTIONS,
        dataSetBytes: this.config.limits.instanceBytes,
      },
      onEnd: (error, { id }) => this.ended(error, id),
      onError: (error) => this.logger.error({ error }, 'a DICOM request failed unexpectedly'),
    });
  }

  private ended(error: DimseError | null, association: string): void {
    if (error instanceof ProtocolBroken)
      this.logger.warn({ error, association }, 'a DICOM peer broke the protocol');
    else if (error) this.logger.warn({ because: error.code, association }, 'a DICOM association broke off');
    else this.logger.debug({ association }, 'a DICOM association ended');
  }

  private async tlsOptions(tls: NonNullable<AppConfig['dimse']['tls']>): Promise<TlsServer> {
    const { key, cert, clientAuthorities, clientCertificate } = tls;
    return {
      key: await this.secrets.bytes(key),
      cert: await this.secrets.bytes(cert),
      ...(clientAuthorities !== null && { ca: await this.secrets.bytes(clientAuthorities) }),
      clientCertificate,
    };
  }
}
