import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { StoreInstances } from '@wetread/imaging-study';
import { AppConfig, Logger } from '@wetread/platform';
import { demoStudies } from './demo-studies';
import { generatedStudies } from './generated-studies';

/**
 * Stores the demo's studies through the same door as any other, once per data directory. UIDs and bytes are fixed,
 * so that a seeding which was cut short is simply done again.
 */
export async function seedDemo(app: INestApplicationContext): Promise<void> {
  const marker = join(app.get(AppConfig).dataDir, 'demo-seeded');
  if (await exists(marker)) return;
  const store = app.get(StoreInstances, { strict: false });
  // Generated films come last: nobody waits for them.
  const studies = [...demoStudies(), ...(await generatedStudies(app.get(AppConfig).inference))];
  for (const study of studies) {
    await store.execute({ source: { kind: 'import', peer: 'demo' }, instances: study.instances() });
    // Drawing a film takes a moment of this thread; requests go first.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await writeFile(marker, new Date().toISOString());
  app.get(Logger).info({ studies: studies.length }, 'demo studies stored');
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
