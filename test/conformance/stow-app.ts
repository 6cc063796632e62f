import { rm } from 'node:fs/promises';
import type { ModuleMetadata } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { AuditModule } from '@wetread/audit';
import { IdentityModule } from '@wetread/identity';
import { DimseListener, DimseModule } from '@wetread/imaging-study';
import { loadConfig, PlatformModule } from '@wetread/platform';
import { makeDataDirectory } from '@wetread/testing';

/** A fresh embedded database needs seconds, on a busy machine minutes. */
export const STARTING_MS = 300_000;

export interface ReceivingApp {
  app: NestExpressApplication;
  url: string;
  dimsePort: number;
  close(): Promise<void>;
}

/** The doors for instances, HTTP and DIMSE, on an embedded database; no model, and no jobs unless `more` brings them. */
export async function startReceivingApp(
  env: Record<string, string> = {},
  more: NonNullable<ModuleMetadata['imports']> = [],
): Promise<ReceivingApp> {
  const directory = await makeDataDirectory('receiving');
  const config = loadConfig({
    WETREAD_PROFILE: 'demo',
    WETREAD_DATA_DIR: directory,
    WETREAD_DIMSE_PORT: '0',
    WETREAD_LOG_LEVEL: 'error',
    ...env,
  });
  const module = await Test.createTestingModule({
    imports: [PlatformModule.forRoot(config), AuditModule, IdentityModule, DimseModule, ...more],
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>();
  await app.listen(0, '127.0.0.1');
  return {
    app,
    url: await app.getUrl(),
    dimsePort: app.get(DimseListener).port,
    close: async () => {
      await app.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
