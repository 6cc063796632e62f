import { NestFactory } from '@nestjs/core';
import { createLogger, loadConfig, NestLogger } from '@wetread/platform';
import { WorkerModule } from './worker.module';

async function main(): Promise<void> {
  const config = loadConfig();
  const logger = new NestLogger(createLogger(config.log));
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), { logger });
  app.enableShutdownHooks();
}

void main();
