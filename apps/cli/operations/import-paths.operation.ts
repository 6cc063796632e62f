import type { StoreResult } from '@wetread/imaging-study';
import { StoreInstances, openImportSource } from '@wetread/imaging-study';
import type { Operation } from '../control/operation';

export interface ImportSummary {
  results: StoreResult[];
}

/** Reads `paths` where the data are: of a running server, the server's own file system. */
export const importPaths: Operation<{ paths: string[] }, ImportSummary> = {
  name: 'import',
  async run(app, { paths }, progress) {
    const source = await openImportSource(paths);
    let done = 0;
    const results = await app.get(StoreInstances, { strict: false }).execute({
      source: { kind: 'import', peer: 'wetread import' },
      instances: source.instances,
      onResult: () => progress({ done: ++done, total: source.total, label: 'instances' }),
    });
    return { results };
  },
};
