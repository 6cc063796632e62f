import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { contentHash } from '@wetread/kernel';
import { migrations } from '../../migrations';

const lockFile = resolve(__dirname, '../../package-lock.json');

/** Names what an empty database is made of: our migrations, and the versions of PGlite and of the queue's own. */
export const schemaRecipe = (): string =>
  contentHash([readFileSync(lockFile, 'utf8'), ...migrations].join('\n')).slice(0, 16);
