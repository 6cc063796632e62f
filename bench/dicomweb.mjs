#!/usr/bin/env node
// QIDO-RS and WADO-RS frames over 5,000 studies, against Debian's Orthanc, in alternating rounds on this machine.
// `npm run bench -- dicomweb [--json] [--studies=5000] [--rounds=5]`; needs `npm ci` and Orthanc with orthanc-dicomweb.
import { cpus } from 'node:os';
import { ensureBuilt, ensureInstalled } from '../bin/toolchain.mjs';
import { Connection } from './connection.mjs';
import { ctSlice, uid } from './ct-slices.mjs';
import { startOrthanc, startWetread } from './servers.mjs';

const option = (name, preset) =>
  Number(process.argv.find((one) => one.startsWith(`--${name}=`))?.split('=')[1] ?? preset);
const STUDIES = option('studies', 5000);
const ROUNDS = option('rounds', 5);
const AT_ONCE = 4;
/** Rounds that are not counted. In these each whole study is seen once: the first view of a study writes an audit entry. */
const WARM_UP = 2;
const FILL_BATCH = 25;
/** Every so-many-th study is a slice as a scanner makes it; the others are small, so that filling takes minutes. */
const WHOLE_EVERY = 25;

function* studies() {
  for (let number = 0; number < STUDIES; number += 1) {
    const day = new Date(Date.UTC(2020, 0, 1) + ((number * 7) % 2000) * 86_400_000);
    yield ctSlice({
      study: uid(),
      series: uid(),
      patientId: `P${String(number).padStart(5, '0')}`,
      number: 1,
      size: number % WHOLE_EVERY === 0 ? 512 : 64,
      studyDate: day.toISOString().slice(0, 10).replaceAll('-', ''),
    });
  }
}

async function stow({ url }, files) {
  const boundary = `bench-${uid()}`;
  const parts = files.flatMap(({ bytes }) => [
    Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ]);
  const answer = await fetch(`${url}/studies`, {
    method: 'POST',
    headers: {
      'content-type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
      accept: 'application/dicom+json',
    },
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${url}: STOW-RS answered ${answer.status}`);
}

async function fill(servers) {
  const whole = [];
  let batch = [];
  let number = 0;
  const send = () => Promise.all(servers.map((server) => stow(server, batch)));
  for (const slice of studies()) {
    if (number++ % WHOLE_EVERY === 0) whole.push({ ...slice, bytes: undefined });
    batch.push(slice);
    if (batch.length < FILL_BATCH) continue;
    await send();
    batch = [];
  }
  if (batch.length > 0) await send();
  return whole;
}

const JSON_TYPE = 'application/dicom+json';
const FRAMES = 'multipart/related; type=application/octet-stream; transfer-syntax=*';
const OHIF = 'limit=101&offset=0&fuzzymatching=false&includefield=00081030%2C00080060';
const one = (list, number) => list[(number * 7919) % list.length];
const patient = (number) => `P${String((number * 7919) % STUDIES).padStart(5, '0')}`;

/** What is asked, `count` times a round. */
const workloads = (whole) => [
  {
    name: 'QIDO one patient',
    count: 300,
    accept: JSON_TYPE,
    path: (n) => `/studies?PatientID=${patient(n)}`,
  },
  { name: 'QIDO list of 101 (OHIF)', count: 36, accept: JSON_TYPE, path: () => `/studies?${OHIF}` },
  {
    // Orthanc 1.10 does not decode %5E, so that the caret is left out.
    name: 'QIDO name with wild card',
    count: 120,
    accept: JSON_TYPE,
    path: (n) => `/studies?PatientName=*${patient(n).slice(0, 5)}*&limit=101`,
  },
  {
    name: 'QIDO week of dates',
    count: 120,
    accept: JSON_TYPE,
    path: (n) => `/studies?StudyDate=202${n % 5}0103-202${n % 5}0109&limit=101`,
  },
  {
    name: 'QIDO series of a study',
    count: 300,
    accept: JSON_TYPE,
    path: (n) => `/studies/${one(whole, n).study}/series`,
  },
  {
    // Of 200 objects (at 5,000 studies), 100 MB, each in its turn: the page cache holds them, and Orthanc's own cache.
    name: 'WADO frame 512 x 512',
    count: 300,
    least: 512 * 512 * 2,
    accept: FRAMES,
    path: (n) => {
      const { study, series, sopInstanceUid } = one(whole, n);
      return `/studies/${study}/series/${series}/instances/${sopInstanceUid}/frames/1`;
    },
  },
];

/** One round of a workload: milliseconds of each request, and of all together. */
async function round({ url }, { count, accept, path, least = 3 }, first) {
  const times = [];
  let next = 0;
  const { pathname } = new URL(url);
  const began = performance.now();
  const client = async () => {
    const connection = new Connection(url);
    while (next < count) {
      const number = first + next++;
      const started = performance.now();
      const { status, bytes } = await connection.get(`${pathname}${path(number)}`, accept);
      if (status !== 200 || bytes < least)
        throw new Error(`${url}${path(number)}: ${status}, ${bytes} bytes`);
      times.push(performance.now() - started);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  return { times, seconds: (performance.now() - began) / 1000 };
}

const quantile = (values, q) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];
const rounded = (value) => Math.round(value * 100) / 100;

async function measure(servers, workload) {
  const seen = new Map(servers.map((server) => [server.name, { times: [], seconds: 0 }]));
  for (let number = -WARM_UP; number < ROUNDS; number += 1) {
    // Whoever goes first in one round goes second in the next; the rounds before the first one warm both up.
    const order = number % 2 === 0 ? servers : servers.toReversed();
    for (const server of order) {
      const { times, seconds } = await round(server, workload, (number + WARM_UP) * workload.count);
      if (number < 0) continue;
      const sum = seen.get(server.name);
      sum.times.push(...times);
      sum.seconds += seconds;
    }
  }
  const of = ({ times, seconds }) => ({
    perSecond: rounded(times.length / seconds),
    p50: rounded(quantile(times, 0.5)),
    p95: rounded(quantile(times, 0.95)),
  });
  const [ours, theirs] = ['wetread', 'orthanc'].map((name) => of(seen.get(name)));
  return {
    workload: workload.name,
    wetread: ours,
    orthanc: theirs,
    ratio: rounded(ours.perSecond / theirs.perSecond),
    p95Ratio: rounded(ours.p95 / theirs.p95),
  };
}

function table(results) {
  const row = ({ workload, wetread, orthanc, ratio }) => [
    workload,
    wetread.perSecond,
    orthanc.perSecond,
    `${ratio} x`,
    wetread.p95,
    orthanc.p95,
  ];
  const head = ['workload', 'wetread 1/s', 'orthanc 1/s', 'ratio', 'wetread p95 ms', 'orthanc p95 ms'];
  const lines = [head, ...results.map(row)].map((cells) => cells.map(String));
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
  for (const cells of lines)
    console.log(
      cells
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
}

ensureInstalled();
ensureBuilt('server');
const servers = [await startWetread(), await startOrthanc()];
try {
  const whole = await fill(servers);
  const results = [];
  for (const workload of workloads(whole)) results.push(await measure(servers, workload));
  if (process.argv.includes('--json'))
    console.log(JSON.stringify({ studies: STUDIES, rounds: ROUNDS, cores: cpus().length, results }, null, 2));
  else table(results);
} finally {
  for (const server of servers) await server.stop();
}
