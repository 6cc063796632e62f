import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { StoreInstances } from '@wetread/imaging-study';
import { AppConfig, Logger } from '@wetread/platform';
import { demoStudies } from './demo-studies';

/**
 * Stores the demo's studies through the same door as any other, once per data directory. UIDs and bytes are fixed,
 * so that a seeding which was cut short is simply done again.
 */
export async function seedDemo(app: INestApplicationContext): Promise<void> {
  const marker = join(app.get(AppConfig).dataDir, 'demo-seeded');
  if (await exists(marker)) return;
  const store = app.get(StoreInstances, { strict: false });
  for (const study of demoStudies()) {
    await store.execute({ source: { kind: 'import', peer: 'demo' }, instances: study.instances() });
    // Drawing a film takes a moment of this thread; requests go first.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await writeFile(marker, new Date().toISOString());
  app.get(Logger).info({ studies: demoStudies().length }, 'demo studies stored');
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
