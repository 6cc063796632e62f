// The two servers that the benches compare, each in a child process on a directory of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../bin/toolchain.mjs';

const PLUGIN = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so';
const rest = (ms) => new Promise((done) => setTimeout(done, ms));

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

const stopper = (child, directory) => async () => {
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await ended;
  rmSync(directory, { recursive: true, force: true });
};

/** `wetread serve --demo --empty`, whose studies never become complete, so that nothing is drafted meanwhile. */
export async function startWetread() {
  const directory = mkdtempSync(join(tmpdir(), 'wetread-bench-'));
  const child = spawn(join(root, 'bin/wetread.mjs'), ['serve', '--demo', '--empty'], {
    env: {
      ...process.env,
      WETREAD_DATA_DIR: directory,
      WETREAD_HTTP_PORT: '0',
      WETREAD_DIMSE_PORT: '0',
      WETREAD_STUDY_QUIET_SECONDS: '86400',
      WETREAD_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let url = '';
  let dicomPort = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    url ||= /open\s+(http:\/\/[^/\s]+)/.exec(line)?.[1] ?? '';
    dicomPort ||= Number(/DICOM\s+WETREAD at 127\.0\.0\.1:(\d+)/.exec(line)?.[1] ?? 0);
    if (line.startsWith('ready')) break;
  }
  child.stdout.resume();
  const peer = { aeTitle: 'WETREAD', dicomPort };
  return {
    name: 'wetread',
    ...peer,
    url: `${url}/dicom-web`,
    pid: child.pid,
    stop: stopper(child, directory),
  };
}

/** What throws everything away: no server, the cost of the senders. */
export async function startDiscarding() {
  const child = spawn(process.execPath, [join(root, 'bench/discarding-receiver.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  const [dicomPort, port] = String(line).trim().split(' ').map(Number);
  const stop = async () => {
    const ended = once(child, 'exit');
    child.stdin.end();
    await ended;
  };
  return { name: 'discarding', aeTitle: 'DISCARD', dicomPort, url: `http://127.0.0.1:${port}`, stop };
}

/** Debian's Orthanc with its defaults and its DICOMweb plugin, which serves HTTP on loopback. */
export async function startOrthanc() {
  const directory = mkdtempSync(join(tmpdir(), 'orthanc-bench-'));
  const port = await freePort();
  const dicomPort = await freePort();
  const settings = {
    StorageDirectory: join(directory, 'storage'),
    IndexDirectory: join(directory, 'storage'),
    HttpPort: port,
    DicomPort: dicomPort,
    RemoteAccessAllowed: false,
    AuthenticationEnabled: false,
    Plugins: [PLUGIN],
  };
  const file = join(directory, 'orthanc.json');
  writeFileSync(file, JSON.stringify(settings));
  const child = spawn('Orthanc', [file], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200; tries += 1) {
    const answered = await fetch(`${url}/system`).catch(() => null);
    if (answered?.ok) break;
    await rest(100);
  }
  const peer = { aeTitle: 'ORTHANC', dicomPort };
  return {
    name: 'orthanc',
    ...peer,
    url: `${url}/dicom-web`,
    pid: child.pid,
    stop: stopper(child, directory),
  };
}
