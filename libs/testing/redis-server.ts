import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** A Redis of a test's own on loopback, which keeps nothing on disk: whatever ends it empties it. */
export class RedisServer {
  private constructor(
    private child: ChildProcess,
    private readonly port: number,
  ) {}

  static async start(): Promise<RedisServer> {
    const port = await freePort();
    const server = new RedisServer(run(port), port);
    await server.answers();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async flush(): Promise<void> {
    await this.call('FLUSHALL');
  }

  /** Ends it at once, with all that it knew. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }

  /** Starts it again, empty, at the same address. */
  async revive(): Promise<void> {
    this.child = run(this.port);
    await this.answers();
  }

  private async answers(): Promise<void> {
    for (let tries = 0; tries < 100; tries += 1) {
      if ((await this.call('PING').catch(() => null)) === '+PONG') return;
      await setTimeout(50);
    }
    throw new Error('redis-server does not answer');
  }

  private async call(command: string): Promise<string> {
    const socket = createConnection(this.port, '127.0.0.1');
    try {
      socket.write(`${command}\r\n`);
      const [answer] = (await once(socket, 'data')) as [Buffer];
      return answer.toString().trim();
    } finally {
      socket.destroy();
    }
  }
}

const run = (port: number): ChildProcess =>
  spawn('redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    stdio: 'ignore',
  });

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
