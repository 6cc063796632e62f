import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import { prepareDatabase } from '@wetread/testing';

const bin = resolve(__dirname, '../../bin/wetread.mjs');

export interface ServerOptions {
  dataDir: string;
  /** More `WETREAD_*` settings. Ports default to free ones. */
  env?: Record<string, string>;
  /** `--empty`: no demo studies. */
  empty?: boolean;
  /** Lets it make its database itself, as on its user's first day, instead of finding one in a new data directory. */
  firstStart?: boolean;
}

/** A real `wetread serve --demo` in a child process, as its user starts it. */
export class WetreadServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    readonly dimsePort: number,
    /** 0 where `WETREAD_HL7_PORT` is not set. */
    readonly hl7Port: number,
    /** Sign-in links by role, as printed. */
    readonly links: ReadonlyMap<string, string>,
    private readonly output: string[],
  ) {}

  static async start({
    dataDir,
    env = {},
    empty = false,
    firstStart = false,
  }: ServerOptions): Promise<WetreadServer> {
    if (!firstStart) await prepareDatabase(dataDir);
    const child = spawn(bin, ['serve', '--demo', ...(empty ? ['--empty'] : [])], {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        WETREAD_DATA_DIR: dataDir,
        WETREAD_HTTP_PORT: '0',
        WETREAD_DIMSE_PORT: '0',
        WETREAD_LOG_LEVEL: 'warn',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: string[] = [];
    child.stderr?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    const links = new Map<string, string>();
    let url = '';
    let dimsePort = 0;
    let hl7Port = 0;
    const lines = createInterface({ input: child.stdout! });
    for await (const line of lines) {
      output.push(`${line}\n`);
      url ||= /open\s+(http:\/\/\S+)/.exec(line)?.[1] ?? '';
      dimsePort ||= Number(/DICOM\s+WETREAD at 127\.0\.0\.1:(\d+)/.exec(line)?.[1] ?? 0);
      hl7Port ||= Number(/HL7\s+MLLP at 127\.0\.0\.1:(\d+)/.exec(line)?.[1] ?? 0);
      const link = /sign in as ([a-z-]+)\s+(http:\S+)/.exec(line);
      if (link) links.set(link[1]!, link[2]!);
      if (line.startsWith('ready')) {
        child.stdout!.resume();
        return new WetreadServer(child, url, dimsePort, hl7Port, links, output);
      }
    }
    throw new Error(`wetread serve ended before it was ready:\n${output.join('')}`);
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** What the server printed, for the message of a failed test. */
  get log(): string {
    return this.output.join('');
  }

  /** Ends the process at once, as a power cut would. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  private end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return Promise.resolve();
    const ended = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.child.kill(signal);
    return ended;
  }
}
