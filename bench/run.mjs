#!/usr/bin/env node
// `npm run bench -- NAME [options]`: runs bench/NAME.mjs; without a name it tells which there are.
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const NOT_BENCHES = new Set(['run', 'connection', 'ct-slices', 'servers']);
const names = readdirSync(here)
  .map((file) => /^([a-z-]+)\.mjs$/.exec(file)?.[1])
  .filter((name) => name && !NOT_BENCHES.has(name));
const [name, ...options] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(`usage: npm run bench -- NAME [--json]; NAME is one of ${names.join(', ')}`);
  process.exit(1);
}
process.argv = [process.argv[0], process.argv[1], ...options];
await import(`./${name}.mjs`);
