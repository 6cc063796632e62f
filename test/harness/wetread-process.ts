import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import { until } from './until';

/** The build that the processes are started from. */
export const dist = resolve(__dirname, '../../dist');

export type AppName = 'api' | 'dicom-gateway' | 'worker';
/** What an app says when it is up. */
const READY: Readonly<Record<AppName, string>> = {
  api: 'listening for HTTP requests',
  'dicom-gateway': 'listening for DICOM associations',
  worker: 'working off events',
};

export interface LogLine {
  level: string;
  msg: string;
  [field: string]: unknown;
}

/** One of the production processes, from the built code. */
export class WetreadProcess {
  readonly log: LogLine[] = [];

  private constructor(
    private readonly child: ChildProcess,
    private readonly app: AppName,
  ) {
    createInterface({ input: child.stderr! }).on('line', (line) => this.log.push(read(line)));
    child.stdout!.resume();
  }

  static async start(app: AppName, env: Record<string, string>): Promise<WetreadProcess> {
    const child = spawn(process.execPath, [`${dist}/apps/${app}/main.js`], {
      env: { PATH: process.env['PATH'], ...env },
    });
    const started = new WetreadProcess(child, app);
    await started.says(READY[app]);
    return started;
  }

  /** Where it listens. */
  get port(): number {
    return Number(this.log.find(({ msg }) => msg === READY[this.app])?.['port']);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** What it said of trouble. */
  get trouble(): string {
    return this.log
      .filter(({ level }) => !['debug', 'info', 'warn'].includes(level))
      .map((line) => JSON.stringify(line))
      .join('\n');
  }

  /** Waits for a line of its log. */
  says(msg: string, matching: (line: LogLine) => boolean = () => true, seconds = 60): Promise<LogLine> {
    return until(
      `${this.app} to say "${msg}"`,
      async () => {
        const line = this.log.find((one) => one.msg === msg && matching(one));
        if (!line && this.hasEnded) throw new Error(`${this.app} has ended:\n${this.trouble}`);
        return line;
      },
      seconds,
    );
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends it with this signal, and resolves when it has ended. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.hasEnded) return;
    const ended = new Promise<void>((done) => this.child.once('exit', () => done()));
    this.child.kill(signal);
    await ended;
  }
}

const read = (line: string): LogLine => {
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return { level: 'unknown', msg: line };
  }
};
