import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createLogger, loadConfig, NestLogger } from '@wetread/platform';
import { ApiModule } from './api.module';
import { configureHttp } from './http-server';

async function main(): Promise<void> {
  const config = loadConfig();
  const logger = new NestLogger(createLogger(config.log));
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.forRoot(config), { logger });
  configureHttp(app, config);
  await app.listen(config.http.port, config.http.host);
}

void main();
