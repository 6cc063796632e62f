#!/usr/bin/env node
// Measures the demo on this machine: start, time from a complete study to its stored draft, memory at rest.
// `node bench/first-light.mjs [--json]`; needs `npm ci`; prints what it measured and nothing else.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureBuilt, ensureInstalled, root } from '../bin/toolchain.mjs';

ensureInstalled();
ensureBuilt('server');
ensureBuilt('web');
const dataDir = mkdtempSync(join(tmpdir(), 'wetread-bench-'));
const rest = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

async function start() {
  const began = performance.now();
  const child = spawn(join(root, 'bin/wetread.mjs'), ['serve', '--demo'], {
    env: {
      ...process.env,
      WETREAD_DATA_DIR: dataDir,
      WETREAD_HTTP_PORT: '0',
      WETREAD_DIMSE_PORT: '0',
      WETREAD_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const links = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const [, role, link] = /sign in as (\S+)\s+(\S+)/.exec(line) ?? [];
    if (role) links[role] = link;
    if (line.startsWith('ready')) break;
  }
  child.stdout.resume();
  return { child, links, seconds: (performance.now() - began) / 1000 };
}

async function signIn(link) {
  const { origin, hash } = new URL(link);
  const answer = await fetch(`${origin}/api/session/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: hash.replace('#link=', '') }),
  });
  if (!answer.ok) throw new Error(`sign-in: ${answer.status}`);
  const cookie = answer.headers.getSetCookie()[0].split(';')[0];
  return async (path) => (await fetch(`${origin}${path}`, { headers: { cookie } })).json();
}

async function entries(get, action) {
  return (await get(`/api/audit?action=${action}&limit=500`)).entries;
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const megabytes = (pid) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
const ended = (child) => new Promise((done) => child.once('exit', done));

/** Eleven phantom studies, three films from text, one MR series. */
const DEMO_STUDIES = 15;
const first = await start();
const get = await signIn(first.links['privacy-officer']);
const giveUpAt = Date.now() + 300_000;
let settled = [];
while (settled.length < DEMO_STUDIES && Date.now() < giveUpAt) {
  await rest(1);
  settled = [...(await entries(get, 'drafted')), ...(await entries(get, 'draft-refused'))];
}
const completed = await entries(get, 'completed');
const waits = settled.map(({ at, subject }) => {
  const done = completed.find((entry) => entry.subject.studyInstanceUid === subject.studyInstanceUid);
  return (Date.parse(at) - Date.parse(done.at)) / 1000;
});
await rest(20);
const atRest = megabytes(first.child.pid);
first.child.kill('SIGTERM');
await ended(first.child);
const second = await start();
second.child.kill('SIGTERM');
await ended(second.child);
rmSync(dataDir, { recursive: true, force: true });

const figures = {
  processor: cpus()[0].model,
  cores: cpus().length,
  firstStartSeconds: +first.seconds.toFixed(1),
  nextStartSeconds: +second.seconds.toFixed(1),
  studies: settled.length,
  medianSecondsFromCompletionToDraft: +median(waits).toFixed(2),
  slowestSecondsFromCompletionToDraft: +Math.max(...waits).toFixed(2),
  megabytesAtRest: Math.round(atRest),
};
if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
else for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(36)} ${value}`);
