#!/usr/bin/env node
// 400 generated CT slices by C-STORE (one storescu association) and by STOW-RS (one request), both sides durable, against
// Debian's Orthanc, against a bare program that writes and syncs the same files, and against a receiver that throws them
// away, in alternating rounds on one disk.
// `npm run bench -- ingest [--json] [--rounds=5] [--slices=400] [--warm=40]`; needs `npm ci`, DCMTK, Orthanc with orthanc-dicomweb.
import { spawn } from 'node:child_process';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { request } from 'node:http';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled } from '../bin/toolchain.mjs';
import { ctSeries } from './ct-slices.mjs';
import { startDiscarding, startOrthanc, startWetread } from './servers.mjs';

const option = (name, preset) =>
  Number(process.argv.find((one) => one.startsWith(`--${name}=`))?.split('=')[1] ?? preset);
const ROUNDS = option('rounds', 5);
const SLICES = option('slices', 400);
/** Slices that each server gets right before its turn. */
const WARMING_UP = option('warm', 40);
const BOUNDARY = 'bench-ingest';
const scratch = mkdtempSync(join(tmpdir(), 'ingest-bench-'));

async function seconds(work) {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** What nobody can undercut: each file written and synced, nothing looked at, nothing answered. */
function bare(slices) {
  const folder = join(scratch, 'bare');
  mkdirSync(folder);
  for (const { bytes, sopInstanceUid } of slices) {
    const file = openSync(join(folder, sopInstanceUid), 'wx');
    writeSync(file, bytes);
    fsyncSync(file);
    closeSync(file);
  }
}

function storescu({ aeTitle, dicomPort }, folder) {
  const child = spawn('storescu', ['-aec', aeTitle, '127.0.0.1', String(dicomPort), '+sd', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve, reject) =>
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`storescu to ${aeTitle}: ${code}`)),
    ),
  );
}

async function stow({ url }, slices) {
  const answer = await new Promise((resolve, reject) => {
    const type = `multipart/related; type="application/dicom"; boundary=${BOUNDARY}`;
    const headers = { 'content-type': type, accept: 'application/dicom+json' };
    const sent = request(`${url}/studies`, { method: 'POST', headers }, resolve).once('error', reject);
    void send(sent, slices);
  });
  answer.resume();
  if (answer.statusCode >= 300) throw new Error(`${url}: STOW-RS answered ${answer.statusCode}`);
  await new Promise((done) => answer.once('close', done));
}

async function send(sent, slices) {
  for (const { bytes } of slices) {
    sent.write(`--${BOUNDARY}\r\nContent-Type: application/dicom\r\n\r\n`);
    sent.write(bytes);
    if (!sent.write('\r\n')) await new Promise((done) => sent.once('drain', done));
  }
  sent.end(`--${BOUNDARY}--\r\n`);
}

/** Asks for what was sent: who answers before all can be found answers this when it can. */
async function find({ url }) {
  const answer = await fetch(`${url}/instances?limit=1`, { headers: { accept: 'application/dicom+json' } });
  await answer.arrayBuffer();
}

/** What a server does after its last answer is not taken from the next one's time. */
const pause = () => new Promise((done) => setTimeout(done, 1_500));

function filesOf(slices) {
  const folder = mkdtempSync(join(scratch, 'slices-'));
  // Synced, so that the disk does not write them while somebody's time is taken.
  for (const { bytes, sopInstanceUid } of slices)
    writeFileSync(join(folder, `${sopInstanceUid}.dcm`), bytes, { flush: true });
  return folder;
}

/** One round: bare, then all servers by both ways, in an order that turns from round to round. */
async function round(servers, number) {
  const [byStore, byStow] = [ctSeries(SLICES), ctSeries(SLICES)];
  const folder = filesOf(byStore);
  const warmingUp = ctSeries(WARMING_UP);
  const warmingFolder = filesOf(warmingUp);
  const times = { bare: await seconds(() => bare(byStore)) };
  for (const server of number % 2 ? servers : servers.toReversed()) {
    // While the others were at work, its memory may have been taken and its code thrown away.
    if (WARMING_UP > 0) {
      await storescu(server, warmingFolder);
      await stow(server, warmingUp);
      await pause();
    }
    times[`${server.name} C-STORE`] = await seconds(() => storescu(server, folder));
    times[`${server.name} C-STORE found`] =
      times[`${server.name} C-STORE`] + (await seconds(() => find(server)));
    await pause();
    times[`${server.name} STOW-RS`] = await seconds(() => stow(server, byStow));
    times[`${server.name} STOW-RS found`] = times[`${server.name} STOW-RS`];
    await pause();
  }
  for (const one of [folder, warmingFolder]) rmSync(one, { recursive: true });
  rmSync(join(scratch, 'bare'), { recursive: true });
  return times;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const rounded = (value) => Number(value.toFixed(2));

function summary(rounds) {
  const of = (name) => median(rounds.map((times) => times[name]));
  const ratio = (name, over) => rounded(median(rounds.map((times) => times[over] / times[name])));
  const ways = ['C-STORE', 'STOW-RS'].map((way) => ({
    way,
    seconds: rounded(of(`wetread ${way}`)),
    instancesPerSecond: Math.round(SLICES / of(`wetread ${way}`)),
    orthancSeconds: rounded(of(`orthanc ${way}`)),
    timesOrthancsRate: ratio(`wetread ${way}`, `orthanc ${way}`),
    timesBareTime: rounded(median(rounds.map((times) => times[`wetread ${way}`] / times.bare))),
    discardingSeconds: rounded(of(`discarding ${way}`)),
    secondsUntilFound: rounded(of(`wetread ${way} found`)),
  }));
  return { bareSeconds: rounded(of('bare')), ways };
}

ensureInstalled();
ensureBuilt('server');
ensureBuilt('web');
const servers = [await startWetread(), await startOrthanc(), await startDiscarding()];
try {
  // The first round warms compilers and caches up and is not counted.
  await round(servers, 0);
  const rounds = [];
  for (let number = 1; number <= ROUNDS; number += 1) rounds.push(await round(servers, number));
  const machine = { processor: cpus()[0].model, cores: cpus().length, load: loadavg().map(rounded) };
  const result = { slices: SLICES, rounds: ROUNDS, machine, ...summary(rounds) };
  if (process.argv.includes('--json')) console.log(JSON.stringify({ ...result, times: rounds }, null, 2));
  else {
    console.log(
      `${SLICES} CT slices, ${ROUNDS} rounds, medians; bare write and sync: ${result.bareSeconds} s`,
    );
    console.table(result.ways);
  }
} finally {
  for (const server of servers) await server.stop();
  rmSync(scratch, { recursive: true, force: true });
}
