import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createLogger, loadConfig, NestLogger } from '@wetread/platform';
import { ApiModule } from './api.module';
import { configureHttp } from './http-server';

async function main(): Promise<void> {
  const config = loadConfig();
  const logger = createLogger(config.log);
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.forRoot(config), {
    logger: new NestLogger(logger),
  });
  configureHttp(app, config);
  const { host } = config.http;
  await app.listen(config.http.port, host);
  const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
  logger.info({ host, port }, 'listening for HTTP requests');
}

void main();
