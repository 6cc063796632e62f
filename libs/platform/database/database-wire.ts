import { Duplex } from 'node:stream';
import type { DatabaseHost } from './database-host';

/** AuthenticationOk and ReadyForQuery (PostgreSQL's protocol, section 54.7): there is nobody to be asked for a password. */
const WELCOME = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);
const TERMINATE = 0x58;
/** A Query: a new connection meets the one session as the last connection left it, a prepared name included. */
const TIDY_UP = query('rollback; deallocate all');

/**
 * The socket that node-postgres sees on the embedded database. What it writes in one go (bind, describe, execute, sync)
 * is exchanged in one go.
 */
export class DatabaseWire extends Duplex {
  private isGreeted = false;
  private readonly written: Uint8Array[] = [];

  constructor(private readonly host: DatabaseHost) {
    super();
  }

  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {
    // Answers are pushed when they come.
  }

  override _write(message: Uint8Array, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    if (!this.isGreeted) this.greet();
    // The session outlives its connections.
    else if (message[0] !== TERMINATE) this.send(message);
    done();
  }

  override _final(done: (error?: Error) => void): void {
    this.push(null);
    done();
  }

  private greet(): void {
    this.isGreeted = true;
    this.host.exchange(TIDY_UP).then(
      () => this.push(WELCOME),
      (error: Error) => this.destroy(error),
    );
  }

  private send(message: Uint8Array): void {
    if (this.written.push(message) > 1) return;
    queueMicrotask(() => {
      const messages = this.written.length > 1 ? Buffer.concat(this.written) : message;
      this.written.length = 0;
      this.host.exchange(messages).then(
        (answer) => this.push(answer),
        (error: Error) => this.destroy(error),
      );
    });
  }
}

function query(text: string): Uint8Array {
  const message = Buffer.alloc(6 + Buffer.byteLength(text));
  message.write('Q', 0, 'latin1');
  message.writeInt32BE(message.length - 1, 1);
  message.write(text, 5);
  return message;
}
