#!/usr/bin/env node
// `npm test`: builds what is out of date, runs every jest project, ends with `N passed, N failed, N skipped` alone on a line.
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

function runJest(args) {
  const { status } = spawnSync(
    process.execPath,
    [
      '--experimental-vm-modules', // PGlite loads its WASM by dynamic import
      '--no-warnings',
      join(root, 'node_modules/jest/bin/jest.js'),
      '--json',
      `--outputFile=${results}`,
      ...args,
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const summary = JSON.parse(readFileSync(results, 'utf8'));
  rmSync(results, { force: true });
  return {
    status: status ?? 1,
    passed: summary.numPassedTests,
    failed: summary.numFailedTests + summary.numRuntimeErrorTestSuites,
    skipped: summary.numPendingTests,
  };
}

const asked = process.argv.slice(2);
// Suites that would be late beside others come after them, one by one; who names projects gets these and no more.
const parts = asked.includes('--selectProjects')
  ? [[]]
  : [
      ['--ignoreProjects', 'alone', '--passWithNoTests'],
      ['--selectProjects', 'alone', '--runInBand', '--passWithNoTests'],
    ];
const runs = parts.map((part) => runJest([...asked, ...part]));
const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map((count) =>
  runs.reduce((sum, run) => sum + run[count], 0),
);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
const found = passed + failed + skipped > 0;
process.exitCode = runs.find(({ status }) => status !== 0)?.status ?? (found ? 0 : 1);
