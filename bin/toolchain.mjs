// Installs and builds what is out of date, so that `npm start`, `npm test` and `npx wetread` work on a fresh clone.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const parts = {
  server: {
    script: 'build:server',
    sources: ['apps', 'libs', 'migrations', '.swcrc'],
    skip: /reading-room|\.spec\.ts$/,
  },
  web: { script: 'build:web', sources: ['apps/reading-room', 'libs/contracts'], skip: /\.spec\.ts$/ },
};

function* walk(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) return void (yield path);
  for (const name of readdirSync(path).sort()) yield* walk(join(path, name));
}

function fingerprint({ sources, skip }) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const source of sources) {
    for (const file of walk(join(root, source))) {
      if (skip.test(file)) continue;
      hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  if (done.status !== 0) {
    console.error(`wetread: \`${command} ${args.join(' ')}\` failed; see the lines above.`);
    process.exit(done.status ?? 1);
  }
}

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Fails with a sentence instead of a syntax error on a Node that is too old. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`wetread needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/** Runs `npm ci` when node_modules is absent or older than the lock file. */
export function ensureInstalled() {
  const installed = join(root, 'node_modules/.package-lock.json');
  const lock = join(root, 'package-lock.json');
  const stamp = join(root, 'node_modules/.wetread-lock-sha256');
  const want = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === want) return;
  if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
    console.error('wetread: installing dependencies (npm ci), about a minute the first time ...');
    run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  }
  writeFileSync(stamp, want);
}

// Two processes may start at once (tests, a server and a CLI): the one that makes the folder builds.
function withBuildLock(work) {
  const lock = join(root, 'dist/.building');
  mkdirSync(join(root, 'dist'), { recursive: true });
  const giveUpAt = Date.now() + 180_000;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (
        Date.now() > giveUpAt ||
        Date.now() - statSync(lock, { throwIfNoEntry: false })?.mtimeMs > 180_000
      ) {
        rmSync(lock, { recursive: true, force: true });
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  try {
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Builds `server` (SWC, a second) or `web` (Vite) when its sources changed since the last build. */
export function ensureBuilt(part) {
  const stamp = join(root, `dist/.${part}-sha256`);
  const isFresh = (want) => existsSync(stamp) && readFileSync(stamp, 'utf8') === want;
  if (isFresh(fingerprint(parts[part]))) return;
  withBuildLock(() => {
    const want = fingerprint(parts[part]);
    if (isFresh(want)) return;
    console.error(`wetread: building the ${part === 'web' ? 'reading room' : 'server'} ...`);
    run(npm, ['run', '--silent', parts[part].script]);
    writeFileSync(stamp, want);
  });
}
