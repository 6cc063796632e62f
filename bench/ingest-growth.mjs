#!/usr/bin/env node
// How the cost of storing grows with what is stored: small instances by STOW-RS, 50 a request and study, and the exponent of
// the total time over their number (1 is flat). 100,000 take about ten minutes on two idle cores, more on busy ones.
// `npm run bench -- ingest-growth [--json] [--instances=100000]`; needs `npm ci`.
import { cpus, loadavg } from 'node:os';
import { ensureBuilt, ensureInstalled } from '../bin/toolchain.mjs';
import { ctSeries } from './ct-slices.mjs';
import { startWetread } from './servers.mjs';

const option = (name, preset) =>
  Number(process.argv.find((one) => one.startsWith(`--${name}=`))?.split('=')[1] ?? preset);
const INSTANCES = option('instances', 100_000);
const A_REQUEST = 50;
const BOUNDARY = 'bench-growth';
const isJson = process.argv.includes('--json');

async function stow({ url }, slices) {
  const parts = slices.flatMap(({ bytes }) => [
    Buffer.from(`--${BOUNDARY}\r\nContent-Type: application/dicom\r\n\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ]);
  const answer = await fetch(`${url}/studies`, {
    method: 'POST',
    headers: { 'content-type': `multipart/related; type="application/dicom"; boundary=${BOUNDARY}` },
    body: Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]),
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`STOW-RS answered ${answer.status}`);
}

/** Slope of the line through log(instances), log(seconds): the exponent of total time. */
function exponentOf(points) {
  const logs = points.map(({ instances, seconds }) => [Math.log(instances), Math.log(seconds)]);
  const mean = (index) => logs.reduce((sum, point) => sum + point[index], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return covariance / logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

ensureInstalled();
ensureBuilt('server');
ensureBuilt('web');
const server = await startWetread();
try {
  // Compilers and caches are warm before the first second counts.
  for (let warm = 0; warm < 10; warm += 1) await stow(server, ctSeries(A_REQUEST, { size: 16 }));
  const points = [];
  let [stored, seconds] = [0, 0];
  let next = Math.min(1000, INSTANCES);
  while (stored < INSTANCES) {
    const slices = ctSeries(Math.min(A_REQUEST, INSTANCES - stored), { size: 16 });
    const began = performance.now();
    await stow(server, slices);
    seconds += (performance.now() - began) / 1000;
    stored += slices.length;
    if (stored < next) continue;
    points.push({ instances: stored, seconds: Number(seconds.toFixed(1)) });
    if (!isJson) console.log(`${stored} instances after ${seconds.toFixed(1)} s`);
    next = Math.min(INSTANCES, next * 2);
  }
  const exponent = Number(exponentOf(points).toFixed(3));
  const machine = { processor: cpus()[0].model, cores: cpus().length, load: loadavg() };
  if (isJson) console.log(JSON.stringify({ instances: stored, exponent, points, machine }, null, 2));
  else console.log(`exponent of total time: ${exponent}`);
} finally {
  await server.stop();
}
