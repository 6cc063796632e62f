import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Injectable, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { Logger } from '../log/logger';
import { Readiness, terminus } from './readiness';

/** The same two questions that the API answers, at a port of their own when one is configured. */
@Injectable()
class ProbeServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private server?: Server;

  constructor(
    private readonly config: AppConfig,
    private readonly readiness: Readiness,
    private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { host, port } = this.config.probes;
    if (port === null) return;
    const server = createServer((request, response) => {
      void this.answer(request.url).then(({ status, body }) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      );
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, host, resolve);
    });
    this.server = server;
    const listeningOn = (server.address() as AddressInfo).port;
    this.logger.info({ host, port: listeningOn }, 'listening for probes');
  }

  onApplicationShutdown(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  private async answer(path?: string): Promise<{ status: number; body: object | string }> {
    if (path === '/healthz') return { status: 200, body: { status: 'ok' } };
    return path === '/readyz' ? this.readiness.answer() : { status: 404, body: { status: 'unknown' } };
  }
}

/** `GET /healthz` and `GET /readyz` of a process without an HTTP server of its own. */
@Module({ imports: [terminus], providers: [Readiness, ProbeServer] })
export class ProbesModule {}
