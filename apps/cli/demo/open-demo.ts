import type { INestApplicationContext } from '@nestjs/common';
import { CreateDemoLinks, type DemoLink } from '@wetread/identity';
import { Logger } from '@wetread/platform';
import { seedDemo } from './seed-demo';

/** What the demo profile adds to a server: a sign-in link per role, and its studies once they are asked for. */
export interface Demo {
  links: readonly DemoLink[];
  seed(): Promise<void>;
}

export async function openDemo(app: INestApplicationContext, options: { studies: boolean }): Promise<Demo> {
  const links = await app.get(CreateDemoLinks, { strict: false }).execute();
  const seed = async (): Promise<void> => {
    if (!options.studies) return;
    await seedDemo(app).catch((error: unknown) =>
      app.get(Logger).error({ error }, 'the demo studies are incomplete'),
    );
  };
  return { links, seed };
}
