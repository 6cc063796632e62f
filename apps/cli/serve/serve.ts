import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DimseListener } from '@wetread/imaging-study';
import { Hl7Listener } from '@wetread/orders';
import { createLogger, loadConfigWith, NestLogger } from '@wetread/platform';
import { configureHttp } from '../../api/http-server';
import { ServeModule } from '../compositions';
import { openControlServer } from '../control/control-server';
import { openDemo } from '../demo/open-demo';
import { announce } from './announce';

export interface ServeOptions {
  /** Settings of the command line; they win over the environment. */
  settings: Record<string, string>;
  /** Demo profile without its studies. */
  empty: boolean;
}

/** Runs until it is told to stop by SIGINT or SIGTERM. */
export async function serve({ settings, empty }: ServeOptions): Promise<void> {
  const started = performance.now();
  const config = loadConfigWith(settings);
  const logger = createLogger(config.log);
  const app = await NestFactory.create<NestExpressApplication>(ServeModule.forRoot(config), {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  configureHttp(app, config);
  await app.listen(config.http.port, config.http.host);
  const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
  const control = await openControlServer(app, config.dataDir);
  app.getHttpServer().once('close', () => control.close());

  const page = config.http.publicUrl ?? `http://${config.http.host}:${port}`;
  const demo = config.profile === 'demo' ? await openDemo(app, { studies: !empty }) : undefined;
  const hl7Port = app.get(Hl7Listener, { strict: false }).port;
  announce({
    page,
    aeTitle: config.dimse.aeTitle,
    dimse: `${config.dimse.host}:${app.get(DimseListener, { strict: false }).port}`,
    hl7: hl7Port === null ? null : `${config.hl7.host}:${hl7Port}`,
    links: demo?.links ?? [],
    dataDir: config.dataDir,
    seconds: (performance.now() - started) / 1000,
  });
  await demo?.seed();
}
