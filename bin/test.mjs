#!/usr/bin/env node
// `npm test`: builds what is out of date, runs every jest project, ends with `N passed, N failed` alone on a line.
import { readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { ensureBuilt, ensureInstalled, requireNode, root } from './toolchain.mjs';

requireNode();
ensureInstalled();
ensureBuilt('server');
ensureBuilt('web');

const results = join(tmpdir(), `wetread-jest-${process.pid}.json`);
const jest = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules', // PGlite loads its WASM by dynamic import
    '--no-warnings',
    join(root, 'node_modules/jest/bin/jest.js'),
    '--json',
    `--outputFile=${results}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
);
const summary = JSON.parse(readFileSync(results, 'utf8'));
rmSync(results, { force: true });
const failed = summary.numFailedTests + summary.numRuntimeErrorTestSuites;
console.log(`${summary.numPassedTests} passed, ${failed} failed, ${summary.numPendingTests} skipped`);
process.exitCode = jest.status ?? 1;
