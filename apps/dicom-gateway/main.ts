import { NestFactory } from '@nestjs/core';
import { createLogger, loadConfig, NestLogger } from '@wetread/platform';
import { DicomGatewayModule } from './dicom-gateway.module';

async function main(): Promise<void> {
  const config = loadConfig();
  const logger = new NestLogger(createLogger(config.log));
  const app = await NestFactory.createApplicationContext(DicomGatewayModule.forRoot(config), { logger });
  app.enableShutdownHooks();
}

void main();
