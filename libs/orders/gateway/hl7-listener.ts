import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type MllpListenerOptions, MllpServer, type MllpServerTls, type MllpTrouble } from '@wetread/hl7';
import { mayCallFrom } from '@wetread/imaging-study';
import { Clock } from '@wetread/kernel';
import { AppConfig, Logger, Secrets } from '@wetread/platform';
import { ReceiveMessage } from '../application/receive-message.use-case';

/** Listens for HL7 v2 messages (MLLP) when a port is configured. */
@Injectable()
export class Hl7Listener implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private server?: MllpServer;
  private listeningOn: number | null = null;

  constructor(
    private readonly config: AppConfig,
    private readonly receive: ReceiveMessage,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** The port that is listened on; `null` when none is configured. */
  get port(): number | null {
    return this.listeningOn;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { host, port } = this.config.hl7;
    if (port === null) return;
    this.server = new MllpServer(await this.options(port), (message, { peer }) =>
      this.receive.execute(message, peer.address),
    );
    this.listeningOn = (await this.server.listen()).port;
    const isTls = this.config.hl7.tls !== null;
    this.logger.info({ host, port: this.listeningOn, isTls }, 'listening for HL7 messages');
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.server?.close();
  }

  private async options(port: number): Promise<MllpListenerOptions> {
    const { host, application, facility, allowedAddresses, messageBytes } = this.config.hl7;
    return {
      clock: this.clock,
      host,
      port,
      application,
      facility,
      limits: { messageBytes },
      tls: await this.tls(),
      isAllowed: ({ address }) => allowedAddresses.length > 0 && mayCallFrom(allowedAddresses, address),
      onTrouble: (trouble) => this.tell(trouble),
    };
  }

  private async tls(): Promise<MllpServerTls | undefined> {
    const { tls } = this.config.hl7;
    if (!tls) return undefined;
    const [key, cert] = [await this.secrets.bytes(tls.key), await this.secrets.bytes(tls.cert)];
    if (tls.clientAuthorities === null) return { key, cert };
    return { key, cert, clientAuthorities: await this.secrets.bytes(tls.clientAuthorities) };
  }

  private tell({ kind, peer, error }: MllpTrouble): void {
    this.logger.warn({ kind, address: peer.address, error }, 'trouble with an HL7 sender');
  }
}
