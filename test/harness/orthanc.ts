import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until';

const DICOM_WEB_PLUGIN = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so';

export interface OrthancOptions {
  aeTitle?: string;
  /** More settings of Orthanc's own configuration; they win. */
  settings?: Record<string, unknown>;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return address && typeof address === 'object' ? address.port : 0;
}

/** Debian's Orthanc with its DICOMweb plugin, loopback only, on a directory of its own. */
export class Orthanc {
  private constructor(
    private readonly child: ChildProcess,
    private readonly directory: string,
    readonly url: string,
    readonly dicomPort: number,
    readonly aeTitle: string,
  ) {}

  static async start({ aeTitle = 'ORTHANC', settings = {} }: OrthancOptions = {}): Promise<Orthanc> {
    const directory = await mkdtemp(join(tmpdir(), 'wetread-orthanc-'));
    const [httpPort, dicomPort] = [await freePort(), await freePort()];
    const configuration = {
      StorageDirectory: join(directory, 'storage'),
      IndexDirectory: join(directory, 'storage'),
      HttpPort: httpPort,
      DicomPort: dicomPort,
      DicomAet: aeTitle,
      RemoteAccessAllowed: false,
      AuthenticationEnabled: false,
      Plugins: [DICOM_WEB_PLUGIN],
      ...settings,
    };
    const file = join(directory, 'orthanc.json');
    await writeFile(file, JSON.stringify(configuration));
    const child = spawn('Orthanc', [file], { stdio: 'ignore' });
    const orthanc = new Orthanc(child, directory, `http://127.0.0.1:${httpPort}`, dicomPort, aeTitle);
    await until('Orthanc answers', async () => (await fetch(`${orthanc.url}/system`)).ok);
    return orthanc;
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** A call of Orthanc's own REST interface. @throws when it does not answer 2xx */
  async call<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: payloadOf(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 400)}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }

  /** Hands a Part 10 file over. */
  async add(file: Uint8Array): Promise<{ ID: string; Status: string }> {
    return this.call('POST', '/instances', file);
  }

  async stop(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.child.kill('SIGTERM');
    await ended;
    await rm(this.directory, { recursive: true, force: true });
  }
}

const payloadOf = (body: unknown): Buffer | string =>
  body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body);
