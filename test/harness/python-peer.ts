import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { peersPython } from '@wetread/testing';
import { until } from './until';

/** A peer written in Python: prints its port, then a JSON line for everything that it gets. */
export class PythonPeer<Got> {
  readonly got: Got[] = [];
  private printed: number | null = null;
  private errors = '';

  private constructor(private readonly child: ChildProcess) {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      if (this.printed === null) this.printed = Number(line);
      else this.got.push(JSON.parse(line) as Got);
    });
    child.stderr!.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
  }

  static async start<Got>(script: string, ...args: string[]): Promise<PythonPeer<Got>> {
    const peer = new PythonPeer<Got>(spawn(peersPython(), [script, ...args]));
    await until(`${script} prints its port`, async () => {
      if (peer.child.exitCode !== null) throw new Error(peer.errors);
      return peer.printed;
    });
    return peer;
  }

  get port(): number {
    return this.printed ?? 0;
  }

  /** What it got, once that is so many. */
  received(count: number): Promise<Got[]> {
    return until(`${count} at the peer`, async () => this.got.length >= count && this.got);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await ended;
  }
}
