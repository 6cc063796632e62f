import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { AppConfig, Logger } from '@wetread/platform';
import { log as libraryLog } from 'dcmjs-dimse';
import { FinishSending } from '../application/finish-sending';
import { StoreInstances } from '../application/store-instances.use-case';
import { SendingRegistry } from '../domain/sending-registry';
import { rejectionOf, tooManyAssociations } from './association-policy';
import { DimseConnection } from './dimse-connection';

const MOST_ASSOCIATIONS = 32;
/** Beyond this, connections are not even listened to. */
const MOST_CONNECTIONS = 64;

/** Listens for DICOM associations (PS3.8) and stores what they bring. */
@Injectable()
export class DimseListener implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private server?: Server;
  private readonly connections = new Set<DimseConnection>();

  constructor(
    private readonly config: AppConfig,
    private readonly storeInstances: StoreInstances,
    private readonly senders: SendingRegistry,
    private readonly finishSending: FinishSending,
    private readonly logger: Logger,
  ) {}

  /** The port that is listened on; differs from the configured one when that is 0. */
  get port(): number {
    return (this.server?.address() as AddressInfo | null)?.port ?? this.config.dimse.port;
  }

  async onApplicationBootstrap(): Promise<void> {
    // It writes patient names and whole command sets to the console.
    libraryLog.disableAll();
    const { host, port, aeTitle } = this.config.dimse;
    const server = createServer((socket) => this.accept(socket));
    server.maxConnections = MOST_CONNECTIONS;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    this.server = server;
    this.logger.info({ host, port: this.port, aeTitle }, 'listening for DICOM associations');
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.server?.close();
    await Promise.all([...this.connections].map((connection) => connection.close()));
  }

  private accept(socket: Socket): void {
    const remoteAddress = socket.remoteAddress ?? '';
    const full = this.connections.size >= MOST_ASSOCIATIONS;
    const rules = { ...this.config.dimse, profile: this.config.profile };
    const connection = new DimseConnection(socket, {
      limit: this.config.limits.instanceBytes,
      storeInstances: this.storeInstances,
      senders: this.senders,
      finishSending: this.finishSending,
      logger: this.logger,
      admit: (callingAeTitle, calledAeTitle) =>
        full ? tooManyAssociations : rejectionOf({ callingAeTitle, calledAeTitle, remoteAddress }, rules),
      closed: () => this.connections.delete(connection),
    });
    this.connections.add(connection);
  }
}
